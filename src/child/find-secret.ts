/** What is to be hidden, by its first byte. */
export type Patterns = readonly (readonly Uint8Array[])[];

/**
 * What begins at one place of a text. `end`: a secret does, and ends before there. `cut`: the text ends
 * inside of what may become a secret, or a longer one, so that only the next bytes can tell.
 */
export type Sighting = { readonly end?: number; readonly cut: boolean };

const NOTHING: Sighting = { cut: false };
const CUT = -1;
const NONE = 0;

export const NO_PATTERNS: Patterns = Array.from({ length: 256 }, () => []);

export function withPatterns(patterns: Patterns, forms: readonly Uint8Array[]): Patterns {
  return patterns.map((old, byte) => [...old, ...forms.filter(([first]) => first === byte)]);
}

/** The longest secret that begins at `start`, and whether it must be asked again with more text. */
export function findSecret(text: Uint8Array, start: number, patterns: Patterns): Sighting {
  const likely = patterns[text[start] ?? NONE];
  if (likely === undefined || likely.length === 0) return NOTHING;
  let end = NONE;
  let cut = false;
  for (const pattern of likely) {
    const its = endOf(text, start, pattern);
    if (its === CUT) cut = true;
    end = Math.max(end, its);
  }
  return end === NONE && !cut ? NOTHING : { cut, ...(end > NONE && { end }) };
}

/** Where the pattern ends that begins at `start`; `CUT` when the text ends first. */
function endOf(text: Uint8Array, start: number, pattern: Uint8Array): number {
  let at = start;
  for (let index = 0; index < pattern.length; index += 1) {
    if (index > 0 && text[at] !== pattern[index] && mayBeGap(text[at]))
      at = skipGap(text, at, index);
    if (at >= text.length) return CUT;
    if (text[at] !== pattern[index]) return NONE;
    at += 1;
  }
  return at;
}

const ESCAPE = 0x1b;
const BRACKET = 0x5b;
const CR = 0x0d;
const LF = 0x0a;

/** Asked for every byte: most are an answer by themselves. */
function mayBeGap(byte: number | undefined): boolean {
  return byte !== undefined && byte <= ESCAPE;
}

/** Programs that wrap (base64 at 76, xxd at 60) do so late. Before, a line's end is just that, and not held back. */
const WRAPS_FROM = 16;
/** `grep --color` writes two in a row. */
const ESCAPES_IN_A_ROW = 4;
const LONGEST_ESCAPE = 16;

/**
 * What a program may put in the middle of a secret when it shows it: colours anywhere, and a line break
 * once `matched` bytes are many enough for a wrapped line. The text's length when it ends in one.
 */
function skipGap(text: Uint8Array, start: number, matched: number): number {
  let at = start;
  for (let count = 0; count < ESCAPES_IN_A_ROW && text[at] === ESCAPE; count += 1) {
    at = afterEscape(text, at);
  }
  if (matched < WRAPS_FROM) return at;
  if (text[at] === CR) at += 1;
  return text[at] === LF ? at + 1 : at;
}

/** After `ESC [ parameters letter`, or `start` when it is something else. */
function afterEscape(text: Uint8Array, start: number): number {
  if (start + 1 < text.length && text[start + 1] !== BRACKET) return start;
  const limit = start + LONGEST_ESCAPE;
  for (let at = start + 2; at < limit; at += 1) {
    const byte = text[at];
    if (byte === undefined) return text.length;
    if (byte >= 0x40) return at + 1;
  }
  return start;
}
