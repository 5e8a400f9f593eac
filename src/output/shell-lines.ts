/** The shells whose quoting we know; `dotenv` is `NAME=value` lines, as the official command prints. */
export type Shell = 'sh' | 'fish' | 'powershell' | 'cmd' | 'dotenv';

/**
 * Lines that set variables in a shell. Values of credentials and URLs hold no line break; one that
 * did would end its line and begin another, so such a value is refused by returning `undefined`.
 */
export function shellLines(
  shell: Shell,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  const entries = Object.entries(variables);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character would leave its quotes
  if (entries.some(([, value]) => /[\u0000-\u001f\u007f]/.test(value))) return undefined;
  return entries.map(([name, value]) => `${QUOTED[shell](name, value)}\n`).join('');
}

const QUOTED: Record<Shell, (name: string, value: string) => string> = {
  sh: (name, value) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  fish: (name, value) =>
    `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  powershell: (name, value) => `$Env:${name} = '${value.replaceAll("'", "''")}'`,
  cmd: (name, value) => `set "${name}=${value.replaceAll('%', '%%')}"`,
  // Plain where every reader agrees, quoted where a blank or a sign would be read as something else.
  dotenv: (name, value) =>
    /^[\w./:@+~-]*$/.test(value)
      ? `${name}=${value}`
      : `${name}='${value.replaceAll("'", "'\\''")}'`,
};
