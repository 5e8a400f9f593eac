/**
 * Everything on a machine that decides which credential a client uses, without a single secret: what is
 * public is kept as it is, and of a secret only that it is there. The same value is a snapshot on disk.
 */
export type Facts = {
  /** Epoch seconds at which the machine was looked at. */
  readonly now: number;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Variables that are set at all, the empty ones too. */
  readonly env: Readonly<Record<string, VariableFact>>;
  /** Each directory of profiles that some client would look into. */
  readonly directories: readonly DirectoryFact[];
  /** Identity-token files that a variable or a profile names, by path as it is written there. */
  readonly tokenFiles: Readonly<Record<string, TokenFileFact>>;
  /** Claude Code's own settings and login; absent when there are none. */
  readonly claudeCode?: ClaudeCodeFacts;
};

export type VariableFact = {
  /** `blank`: nothing but white space. */
  readonly state: 'empty' | 'blank' | 'set';
  /** As it is, when it is public (an id, a name, a path, a URL). Never a secret. */
  readonly value?: string;
  /** What a secret is by its public prefix. */
  readonly kind?: SecretKind;
  /** The first 12 hex digits of a secret's SHA-256: the same secret twice can be seen. */
  readonly fingerprint?: string;
  /** There is white space around it. */
  readonly padded?: true;
  /** It holds a line break or another control character, which no header may. */
  readonly controls?: true;
};

export type SecretKind =
  | 'api-key'
  | 'admin-key'
  | 'access-token'
  | 'refresh-token'
  | 'jwt'
  | 'other';

export type DirectoryFact = {
  readonly path: string;
  /** Which variable leads there; `HOME` stands for the home directory on every platform. */
  readonly by: 'ANTHROPIC_CONFIG_DIR' | 'XDG_CONFIG_HOME' | 'APPDATA' | 'HOME';
  readonly active: ActiveFact;
  readonly profiles: Readonly<Record<string, ProfileFact>>;
};

export type ActiveFact =
  | { readonly state: 'absent' | 'empty' | 'unreadable' }
  /** Not the name of a file. `elsewhere`: there is a slash in it. */
  | { readonly state: 'invalid'; readonly elsewhere?: true }
  /** `mark`: a byte-order mark stands before it. */
  | { readonly state: 'name'; readonly name: string; readonly mark?: true };

export type ProfileFact = {
  readonly config: ConfigFact;
  readonly credentials: CredentialsFact;
};

export type ConfigFact =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' | 'invalid'; readonly because: string }
  | {
      readonly state: 'found';
      /** `authentication.type` as written. */
      readonly type?: string;
      /** Its permission bits; there are none on Windows. */
      readonly mode?: number;
      /** There is no `authentication` in it at all. */
      readonly bare?: true;
      /** Text fields as written, `""` too: `organization_id workspace_id base_url …`. No secret is among them. */
      readonly fields: Readonly<Record<string, string>>;
      readonly identityToken?: { readonly source?: string; readonly path?: string };
      /** Where our own `ant` keeps this login. */
      readonly store?: 'split' | 'keychain' | 'file';
    };

export type CredentialsFact =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' | 'invalid'; readonly because: string }
  | {
      readonly state: 'found';
      /** The group or others may read or write it. */
      readonly open: boolean;
      /** Its permission bits; there are none on Windows. */
      readonly mode?: number;
      /** It is a link to another file. */
      readonly link?: true;
      /** `type` as written. */
      readonly type?: string;
      readonly accessToken: boolean;
      /** `access_token` is there and empty. */
      readonly emptyToken?: true;
      readonly refreshToken: boolean;
      /** Epoch seconds; `odd` when it is there and not a number. */
      readonly expiresAt?: number | 'odd';
      /** What an odd one says when it is read as a number all the same: `"1763791200"`. */
      readonly expiresAtText?: number;
      readonly workspaceId?: string;
      readonly organizationId?: string;
    };

export type TokenFileFact = 'absent' | 'empty' | 'found' | 'unreadable';

export type ClaudeCodeFacts = {
  /** Settings files that were read, weakest first. */
  readonly settings: readonly {
    readonly path: string;
    readonly state: 'found' | 'unreadable' | 'invalid';
    /** It lies in the project: in the working directory, or in the root of its repository. */
    readonly project?: 'here' | 'root';
    readonly apiKeyHelper: boolean;
    readonly env: Readonly<Record<string, VariableFact>>;
  }[];
  /** What `/login` left behind. `unknown`: somebody signed in, and it rests in a keychain that is not asked. */
  readonly login: 'absent' | 'found' | 'unknown';
  /** `/login` at the console left an API key behind. */
  readonly loginKey?: true;
};
