import type { Facts } from '../../clients/facts.js';
import { shellLines } from '../../output/shell-lines.js';
import type { Step } from './plan.js';

type Where = {
  readonly platform: Facts['platform'];
  /** How many clients the plan is for. */
  readonly clients: number;
};

/** A plan as lines for the platform's usual shell: everything to unset first, in one. */
export function spell(steps: readonly Step[], { platform, clients }: Where): readonly string[] {
  const unset = steps.filter(({ remedy }) => remedy.kind === 'unset');
  const names = unset.flatMap(({ remedy }) => remedy.words);
  const served = new Set(unset.flatMap(({ servedIds }) => servedIds));
  const forWhom = (ids: readonly string[]) =>
    isFew(ids, clients) ? `  # for ${ids.join(' and ')}` : '';
  return [
    ...(names.length === 0 ? [] : [`${unsetLine(names, platform)}${forWhom([...served])}`]),
    ...steps
      .filter(({ remedy }) => remedy.kind !== 'unset')
      .flatMap((step) => lines(step, platform).map((line) => `${line}${forWhom(step.servedIds)}`)),
  ];
}

/** A step that only so many clients need is marked with their names: who has none of them may leave it out. */
const MOST_NAMED = 2;

function isFew(ids: readonly string[], clients: number): boolean {
  return ids.length > 0 && ids.length <= MOST_NAMED && 2 * ids.length < clients;
}

function lines({ remedy: { kind, words } }: Step, platform: Facts['platform']): readonly string[] {
  if (kind === 'edit') return words.map((word) => `# ${word}`);
  return kind === 'run' ? words : words.map((word) => exportLine(word, platform));
}

function unsetLine(names: readonly string[], platform: Facts['platform']): string {
  if (platform !== 'win32') return `unset ${names.join(' ')}`;
  return `Remove-Item ${names.map((name) => `Env:${name}`).join(', ')}`;
}

function exportLine(word: string, platform: Facts['platform']): string {
  const [name = '', ...value] = word.split('=');
  const shell = platform === 'win32' ? 'powershell' : 'sh';
  return (shellLines(shell, { [name]: value.join('=') }) ?? `# set ${name}`).trimEnd();
}
