import type { Env } from '../host.js';
import { printable } from '../printable.js';

/** Who asked for it. What the system does not tell is absent. */
export type Asker = {
  readonly pid: number;
  /** Name of the program that started this one; never its arguments, which may hold secrets. */
  readonly parent?: string;
  /** Whether this process belongs to a terminal, be its output piped or not. */
  readonly terminal?: boolean;
  /** What names the CI job, as in `{ GITHUB_RUN_ID: '17' }`. */
  readonly ci?: Readonly<Record<string, string>>;
};

/** Reads a whole small file; `undefined` when it cannot be read. */
type Peek = (path: string) => Promise<string | undefined>;

const CI_JOBS = [
  'GITHUB_RUN_ID',
  'CI_JOB_ID',
  'BUILDKITE_JOB_ID',
  'CIRCLE_WORKFLOW_JOB_ID',
  'BUILD_BUILDID',
  'BUILD_TAG',
] as const;

/** Finds out who asked: from the environment, and from procfs where there is one. */
export async function findAsker(env: Env, pid: number, peek: Peek): Promise<Asker> {
  const stat = readStat((await peek('/proc/self/stat')) ?? '');
  const parent = stat && (await peek(`/proc/${stat.parent}/comm`))?.trimEnd();
  const ci = ciJob(env);
  return {
    pid,
    ...(parent && { parent: printable(parent, 80) }),
    ...(stat && { terminal: stat.terminal }),
    ...(Object.keys(ci).length > 0 && { ci }),
  };
}

/** The fields behind the program's name, which may itself hold blanks and brackets (proc(5)). */
function readStat(
  text: string,
): { readonly parent: number; readonly terminal: boolean } | undefined {
  const [, parent, , , terminal] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (parent === undefined || terminal === undefined) return undefined;
  return { parent: Number(parent), terminal: terminal !== '0' };
}

/** Only values that look like the id of a job: anything may stand in a variable. */
function ciJob(env: Env): Readonly<Record<string, string>> {
  return Object.fromEntries(
    CI_JOBS.flatMap((name) => {
      const value = env[name] ?? '';
      return value !== '' && /^[\w.:-]{1,80}$/.test(value) ? [[name, value]] : [];
    }),
  );
}
