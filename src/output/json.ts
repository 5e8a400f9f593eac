/** What JSON lets through and a terminal may obey: C1 controls, and characters that reorder or hide text. */
const UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * A value as two-space indented JSON with a final newline. It reads back as the same value, and is
 * safe to show on a terminal whatever the strings in it hold.
 */
export function renderJson(value: unknown): string {
  return `${safeJson(value, 2)}\n`;
}

/** The same on one line, without the newline. */
export function renderJsonLine(value: unknown): string {
  return safeJson(value, 0);
}

function safeJson(value: unknown, indent: number): string {
  const escaped = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, indent).replace(UNSAFE, escaped);
}
