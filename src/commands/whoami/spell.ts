import type { Facts } from '../../clients/facts.js';
import { type Shell, shellLines } from '../../output/shell-lines.js';
import { printable } from '../../printable.js';
import type { Step } from './plan.js';

type Where = {
  readonly facts: Pick<Facts, 'platform' | 'env'>;
  /** How many clients the plan is for. */
  readonly clients: number;
};

/** A plan as lines for the person's shell: everything to unset first, in one. */
export function spell(steps: readonly Step[], { facts, clients }: Where): readonly string[] {
  const shell = shellOf(facts);
  const unset = steps.filter(({ remedy }) => remedy.kind === 'unset');
  const names = unset.flatMap(({ remedy }) => remedy.words);
  const served = new Set(unset.flatMap(({ servedIds }) => servedIds));
  const forWhom = (ids: readonly string[]) =>
    isFew(ids, clients) ? `  # for ${ids.join(' and ')}` : '';
  return [
    ...(names.length === 0 ? [] : [`${UNSET[shell](names)}${forWhom([...served])}`]),
    ...steps
      .filter(({ remedy }) => remedy.kind !== 'unset')
      .flatMap((step) => lines(step, shell).map((line) => `${line}${forWhom(step.servedIds)}`)),
  ];
}

/** A step that only so many clients need is marked with their names: who has none of them may leave it out. */
const MOST_NAMED = 2;

function isFew(ids: readonly string[], clients: number): boolean {
  return ids.length > 0 && ids.length <= MOST_NAMED && 2 * ids.length < clients;
}

type Spoken = Extract<Shell, 'sh' | 'fish' | 'powershell'>;

function shellOf({ platform, env }: Where['facts']): Spoken {
  if (platform === 'win32') return 'powershell';
  return env.SHELL?.value?.endsWith('/fish') ? 'fish' : 'sh';
}

const UNSET: Readonly<Record<Spoken, (names: readonly string[]) => string>> = {
  sh: (names) => `unset ${names.join(' ')}`,
  fish: (names) => `set -e ${names.join(' ')}`,
  powershell: (names) => `Remove-Item ${names.map((name) => `Env:${name}`).join(', ')}`,
};

function lines({ remedy: { kind, words } }: Step, shell: Spoken): readonly string[] {
  // A line break in a path would begin a command.
  if (kind === 'edit') return words.map((word) => `# ${printable(word, 500)}`);
  return kind === 'run' ? words : words.map((word) => exportLine(word, shell));
}

function exportLine(word: string, shell: Spoken): string {
  const [name = '', ...value] = word.split('=');
  return (shellLines(shell, { [name]: value.join('=') }) ?? `# set ${name}`).trimEnd();
}
