/**
 * C0 and C1 controls, and the Unicode characters that reorder or hide text (bidirectional controls,
 * zero-width marks, line and paragraph separators, tags): what turns a server's text into an attack
 * on the terminal.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** What a secret is, by its beginning. */
const TOKEN_KINDS = [
  [/^sk-ant-api/, 'api-key'],
  [/^sk-ant-admin/, 'admin-key'],
  [/^sk-ant-oat/, 'access-token'],
  [/^sk-ant-ort/, 'refresh-token'],
  [/^eyJ/, 'jwt'],
] as const;

/** What ends in a dash is a prefix, and may be talked about. A `?` stands for a line break in a wrapped token. */
const TOKENS = /\b(?:eyJ|sk-ant-[a-z]+\d*-)[\w.~+/=?-]{7,}[\w=]/g;

/**
 * Text from a server, a token, a file or a variable, made safe to show: one line, no control characters, no
 * token, at most `limit` characters. Removed characters leave a `?`, so that a reader sees something was there.
 */
export function printable(text: string, limit = 200): string {
  // Cut first (with room for what is dropped): a megabyte of escapes must not cost a megabyte of work.
  const clean = withoutTokens(text.slice(0, limit * 4).replace(UNPRINTABLE, '?'));
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean;
}

/** The same text with what it is in place of everything that has the shape of a token: `[jwt]`, `[api-key]`. */
export function withoutTokens(text: string): string {
  return text.replace(TOKENS, (token) => `[${tokenKind(token) ?? 'secret'}]`);
}

/** What a secret is by its public prefix; `undefined` without one. */
export function tokenKind(text: string): (typeof TOKEN_KINDS)[number][1] | undefined {
  return TOKEN_KINDS.find(([shape]) => shape.test(text))?.[1];
}

/** An address without a name and password; of what is no address, only what follows the last `@`. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url.replace(/^.*@/s, '');
  return url.replace(/^([^:]*:[\\/]*)[^\\/?#]*@/, '$1');
}
