/** Differences that are easily overlooked, each with what takes it away. The first that fits is named. */
const NEAR_MISSES: readonly (readonly [name: string, without: (text: string) => string])[] = [
  ['white space around it', (text) => text.trim()],
  ['letter case', (text) => text.toLowerCase()],
  ['a slash at the end', (text) => text.replace(/\/$/, '')],
  ['the scheme', (text) => text.replace(/^[a-z]+:\/\//i, '')],
  ['the port', (text) => text.replace(/^(\w+:\/\/[^/:]+):\d+/, '$1')],
  [
    'a dot at the end of the host name',
    (text) => text.replace(/^(\w+:\/\/[^/:]+?)\.(?=[/:]|$)/, '$1'),
  ],
  ['how the host name is spelled', asBrowser],
  ['how its characters are encoded', (text) => text.normalize('NFKC')],
];

/** How two texts that had to be equal differ, at the level of characters. One line, not yet printable. */
export function describeDifference(expected: string, saw: string): string {
  if (saw === '') return 'the token has none';
  const name = NEAR_MISSES.find(([, without]) => without(expected) === without(saw))?.[0];
  const at = firstDifference([...expected], [...saw]);
  return name === undefined ? `first difference ${at}` : `differs only in ${name}, ${at}`;
}

function firstDifference(expected: readonly string[], saw: readonly string[]): string {
  const miss = expected.findIndex((character, index) => character !== saw[index]);
  const at = miss === -1 ? expected.length : miss;
  return `at character ${at + 1}: ${shown(expected[at])} expected, ${shown(saw[at])} seen`;
}

function shown(character: string | undefined): string {
  if (character === undefined) return 'the end';
  if (/^[!-~]$/.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function asBrowser(text: string): string {
  return URL.canParse(text) ? new URL(text).href : text;
}
