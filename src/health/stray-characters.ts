import type { Check } from './check.js';
import { broken, type Finding, ok, warning, words } from './finding.js';
import { CREDENTIAL_VARIABLES } from './variables.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/;

/** An address is judged as a whole, among the others. */
const VALUES = CREDENTIAL_VARIABLES.filter((name) => name !== 'ANTHROPIC_BASE_URL');

/** Values with blanks, quotes or line breaks that were not meant to be in them. Never shows a value. */
export const strayCharacters: Check = {
  id: 'stray-characters',
  group: 'variables',
  title: 'characters',
  look: async ({ env }) => {
    const findings = VALUES.flatMap((name) => judge(name, env[name] ?? ''));
    return findings.length > 0
      ? findings
      : [ok('no value holds stray blanks, quotes or line breaks')];
  },
};

function judge(name: string, value: string): readonly Finding[] {
  const trimmed = value.trim();
  if (trimmed === '') return [];
  if (CONTROLS.test(trimmed)) {
    const said = `${name} holds a line break or another control character, which nobody can use`;
    return [broken(said, words(`set ${name} again, on one line`))];
  }
  if (/^(["'`]).*\1$/.test(trimmed)) {
    const said = `${name} holds quotes around its value, which become part of it`;
    return [broken(said, words(`set ${name} again without the quotes`))];
  }
  if (trimmed === value) return [];
  const said = `${name} has a blank or a line break at its beginning or end: ant cuts it off, not every client does`;
  return [warning(said, words(`set ${name} again without it`))];
}
