/** Where a name leads. `unknown`: there is no such name. `silent`: nobody answered. */
export type NameLookup =
  | { readonly state: 'found'; readonly addresses: readonly string[] }
  | { readonly state: 'unknown' | 'silent'; readonly because: string };

/** A certificate as its server showed it: unchecked text of a stranger's. */
export type ShownCertificate = {
  readonly subject: string;
  readonly issuer: string;
  /** Epoch seconds. */
  readonly validFrom: number;
  readonly validTo: number;
};

/**
 * What came of a connection on which nothing was asked. `refused`: somebody said no, or is not whom we want.
 * `silent`: nobody answered in time. `plain`: the address is http, so there is nobody to be identified.
 */
export type Handshake =
  | { readonly state: 'plain' }
  | {
      readonly state: 'trusted';
      readonly certificate: ShownCertificate;
      /** Issued under an authority that Node itself trusts, not only this machine. */
      readonly public: boolean;
    }
  | {
      readonly state: 'refused' | 'silent';
      readonly because: string;
      readonly hint?: string;
      /** Absent when no certificate was shown. */
      readonly certificate?: ShownCertificate;
      /** The certificate may be whole, but nobody whom this machine trusts vouches for it. */
      readonly unvouched?: true;
    };

/** A program that a shell finds under a name. */
export type FoundProgram = { readonly path: string; readonly ours: boolean };

/** What only a check-up looks at, and the one repair that no other part of the program makes. */
export type Checkup = {
  /** As in `20.20.2`. */
  readonly nodeVersion: string;
  /** What stood between `node` and the program, as in `--inspect`. */
  readonly nodeOptions: readonly string[];
  /** The variable whose proxy is used for this URL, as it is spelled in the environment. */
  readonly proxyVariable: (url: URL) => string | undefined;
  readonly lookUp: (hostname: string) => Promise<NameLookup>;
  /** Connects as any request would, through the same proxy, and hangs up. Sends no request to the server. */
  readonly shakeHands: (url: URL) => Promise<Handshake>;
  /** In the order of PATH. */
  readonly programs: (name: string) => Promise<readonly FoundProgram[]>;
  /** Private directories of this user's `ant exec` processes that were killed. */
  readonly deadDirectories: () => Promise<readonly string[]>;
  /**
   * Sets the permission bits of a file or directory. An `AntError('file')` when it belongs to another user
   * or is neither: what is at the path is opened without following a link, and the bits are set on that.
   */
  readonly setMode: (path: string, mode: number) => Promise<void>;
};
