/** The shells whose quoting we know; `dotenv` is `NAME=value` lines, as the official command prints. */
export type Shell = 'sh' | 'fish' | 'powershell' | 'cmd' | 'dotenv';

/**
 * Lines that set variables in a shell. Values of credentials and URLs hold no line break; one that
 * did would end its line and begin another, so such a value is refused by returning `undefined`. So is
 * a quote for cmd, which knows no way to write one.
 */
export function shellLines(
  shell: Shell,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  const entries = Object.entries(variables);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character would leave its quotes
  if (entries.some(([, value]) => /[\u0000-\u001f\u007f]/.test(value))) return undefined;
  if (shell === 'cmd' && entries.some(([, value]) => value.includes('"'))) return undefined;
  return entries.map(([name, value]) => `${QUOTED[shell](name, value)}\n`).join('');
}

/** Text as one word of sh or fish. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : inQuotes(text);
}

const inQuotes = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

const QUOTED: Record<Shell, (name: string, value: string) => string> = {
  sh: (name, value) => `export ${name}=${inQuotes(value)}`,
  fish: (name, value) =>
    `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  // Typographic quotes end a text there, too.
  powershell: (name, value) => `$Env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`,
  cmd: (name, value) => `set "${name}=${value.replaceAll('%', '%%')}"`,
  // Plain where every reader agrees, quoted where a blank or a sign would be read as something else.
  dotenv: (name, value) => `${name}=${/^[\w./:@+~-]*$/.test(value) ? value : inQuotes(value)}`,
};
