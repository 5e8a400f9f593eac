/**
 * C0 and C1 controls, and the Unicode characters that reorder or hide text (bidirectional controls,
 * zero-width marks, line and paragraph separators, tags): what turns a server's text into an attack
 * on the terminal.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * Text from a server, a token or a file, made safe to show: one line, no control characters, at most
 * `limit` characters. Removed characters leave a `?`, so that a reader sees something was there.
 */
export function printable(text: string, limit = 200): string {
  // Cut first (with room for what is dropped): a megabyte of escapes must not cost a megabyte of work.
  const clean = text.slice(0, limit * 4).replace(UNPRINTABLE, '?');
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean;
}

/** An address without a name and password; of what is no address, only what follows the last `@`. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url.replace(/^.*@/s, '');
  return url.replace(/^([^:]*:[\\/]*)[^\\/?#]*@/, '$1');
}
