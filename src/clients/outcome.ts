/** What a person would point at: a variable, `profile work`, `federation variables`, `apiKeyHelper`. */
export type Source =
  /** `file`: the settings file that sets it, where it is not the environment. */
  | { readonly kind: 'variable'; readonly name: string; readonly file?: string }
  | { readonly kind: 'profile'; readonly name: string; readonly directory: string }
  | { readonly kind: 'federation-variables' }
  | { readonly kind: 'api-key-helper' }
  | { readonly kind: 'claude-login' };

/** One credential in one header of an API call. `empty`: the header is there and has no value. */
export type Sent = {
  readonly header: 'authorization' | 'x-api-key';
  readonly source: Source;
  readonly empty?: true;
};

/**
 * What a client does with an API call on a machine.
 *
 * - `sends`: the call leaves with these credentials, after a token request where one is named.
 * - `fails`: the client gives up on a source that somebody chose. `asked`: a token request went out, and nothing
 *   useful can come back.
 * - `none`: it finds no credential; most raise an error, one sends the call without any.
 */
export type Outcome =
  | {
      readonly kind: 'sends';
      readonly sent: readonly Sent[];
      readonly tokenRequest?: 'refresh' | 'exchange';
      /** The `anthropic-workspace-id` header. */
      readonly workspace?: string;
      readonly oauthBeta: boolean;
      /** In words a person understands, without a final full stop. */
      readonly because: string;
    }
  | {
      readonly kind: 'fails';
      readonly source: Source;
      readonly asked?: 'refresh' | 'exchange';
      readonly because: string;
    }
  | { readonly kind: 'none'; readonly because: string };
