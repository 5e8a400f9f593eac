/** Characters. Longer lines of prose are tiring, however wide the terminal. */
export const WIDEST_TEXT = 96;

/**
 * Breaks text at blanks into lines no longer than `width`, where a word allows it. `indents` go before the
 * first line and before those that follow.
 */
export function wrap(
  text: string,
  width: number,
  [first, rest]: readonly [string, string] = ['', ''],
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let fresh = true;
  for (const word of text.split(' ')) {
    if (fresh) {
      line += word;
    } else if (line.length + 1 + word.length <= width) {
      line += ` ${word}`;
    } else {
      lines.push(line);
      line = `${rest}${word}`;
    }
    fresh = false;
  }
  return [...lines, line];
}
