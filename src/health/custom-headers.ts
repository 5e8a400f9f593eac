import type { Check } from './check.js';
import { type Finding, note, ok, warning, words } from './finding.js';

const NAME = 'ANTHROPIC_CUSTOM_HEADERS';
const CARRIES_A_CREDENTIAL = /^(authorization|proxy-authorization|x-api-key|cookie)$/i;

/** `ANTHROPIC_CUSTOM_HEADERS`, which the SDKs add to every request. Never shows a value. */
export const customHeaders: Check = {
  id: 'custom-headers',
  group: 'variables',
  title: 'headers',
  look: async ({ env }) => {
    const text = env[NAME]?.trim() ?? '';
    return text === '' ? [ok(`${NAME} is not set`)] : judge(text);
  },
};

function judge(text: string): readonly Finding[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const names = lines.map((line) => /^\s*([^:\s]+)\s*:/.exec(line)?.[1]);
  const credentials = names.flatMap((name) =>
    name !== undefined && CARRIES_A_CREDENTIAL.test(name)
      ? [
          warning(
            `${NAME} holds a credential of its own, in the header ${name}, that the SDKs send along`,
            words(`take ${name} out of ${NAME}`),
          ),
        ]
      : [],
  );
  const several =
    lines.length > 1
      ? [
          warning(
            `${NAME} holds ${lines.length} lines: the SDKs make a header of each, whoever wrote it`,
            words(`look at each line of ${NAME}, or unset it`),
          ),
        ]
      : [];
  const findings = [...credentials, ...several];
  if (findings.length > 0) return findings;
  return [
    note(
      `${NAME} adds the header ${names[0] ?? 'of no name'} to what the SDKs send; ant adds none`,
    ),
  ];
}
