/** What the parent writes to the keychain child's standard input, as JSON. */
export type Ask = {
  readonly action: 'get' | 'set' | 'remove';
  readonly service: string;
  readonly account: string;
  readonly secret?: string;
};

/** What the child writes to its standard output, as JSON. `absent`: the native part did not load. */
export type Reply =
  | { readonly state: 'ok'; readonly value: string | boolean | null }
  | { readonly state: 'absent' | 'failed'; readonly message: string };
