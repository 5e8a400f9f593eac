import type { Secret } from './secret.js';

export type WebIdentityRequest = {
  readonly audience: string;
  /** As in `eu-central-1`: STS makes identity tokens on its regional endpoints only. */
  readonly region: string;
  readonly durationSeconds: number;
  readonly signingAlgorithm: 'RS256' | 'ES384';
  /** Of the shared configuration files; without it the client's own order decides. */
  readonly profile?: string;
  /** Whether this is an EC2 machine. On any other the metadata address is not asked for credentials. */
  readonly machineRole: boolean;
};

/**
 * - `refused`: somebody at AWS said no. `action` is what was asked, as in `AssumeRole`: the credentials may
 *   themselves have to be asked for. `code` is AWS's own word, absent when the answer was none of AWS's.
 * - `unsigned`: there are no credentials to sign with. `renewal` is the command that would get some.
 */
export type WebIdentityAnswer =
  | { readonly state: 'ok'; readonly token: Secret }
  | {
      readonly state: 'refused';
      readonly host: string;
      readonly action: string;
      readonly status: number;
      readonly code?: string;
    }
  | { readonly state: 'unsigned'; readonly because: string; readonly renewal?: string };

/** Amazon's own client, with its own search for credentials. */
export type Aws = {
  /**
   * `GetWebIdentityToken` of STS. An `AntError('network')` when nobody answered, and `('identity-token')`
   * when a variable points the client to plain http.
   */
  readonly webIdentityToken: (request: WebIdentityRequest) => Promise<WebIdentityAnswer>;
};
