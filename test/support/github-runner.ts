import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { outcome } from './ant.js';
import { tempDir } from './temp.js';

type Variables = Readonly<Record<string, string>>;

export type Step = {
  readonly id?: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: Variables;
};

/** An `action.yml` with `runs.using: composite`. */
export type Action = {
  readonly inputs: Readonly<
    Record<string, { readonly required?: true; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

export function readAction(directory: string): Action {
  return parse(readFileSync(join(directory, 'action.yml'), 'utf8'));
}

/** One job on a runner of GitHub Actions, as far as its documentation goes. */
export type Job = {
  /** What the runner has in its log: with the masks that it was told of before. */
  readonly log: string[];
  /** What steps have set for those that follow. */
  readonly env: Record<string, string>;
  readonly temp: string;
  /** Runs the steps of a composite action until one fails; the action's outputs. */
  readonly uses: (directory: string, inputs: Variables) => Promise<Used>;
  /** Runs a script as a step of its own. */
  readonly run: (script: string) => Promise<number>;
};

export type Used = { readonly code: number; readonly outputs: Variables };

/** `machine`: the environment that every step of the job has. */
export function startJob(machine: NodeJS.ProcessEnv): Job {
  const temp = join(tempDir(), '_temp');
  const workspace = tempDir();
  mkdirSync(join(temp, '_runner_file_commands'), { recursive: true });
  const [log, masks]: [string[], string[]] = [[], []];
  const env: Record<string, string> = {};
  const always = {
    ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace },
    ...{ RUNNER_OS: 'Linux', RUNNER_TEMP: temp },
  };

  /** Says a line to the runner, which takes it for a command or writes it to the log. */
  const hear = (line: string): void => {
    const [, mask] = /^\s*::add-mask::(.*)$/.exec(line) ?? [];
    if (mask !== undefined) masks.push(unescaped(mask));
    else log.push(masks.reduce((text, each) => text.replaceAll(each, '***'), line));
  };

  const step = async (script: string, own: NodeJS.ProcessEnv) => {
    const file = (prefix: string, text = '') => {
      const path = join(temp, '_runner_file_commands', `${prefix}_${randomUUID()}`);
      writeFileSync(path, text);
      return path;
    };
    const files = { GITHUB_ENV: file('set_env'), GITHUB_OUTPUT: file('set_output') };
    const words = ['--noprofile', '--norc', '-e', '-o', 'pipefail', file('script', script)];
    const ran = await outcome(
      spawn('bash', words, {
        cwd: workspace,
        env: { ...machine, ...env, ...always, ...own, ...files },
      }),
    );
    // Commands count on both streams.
    for (const line of `${ran.out}${ran.err}`.split('\n')) hear(line);
    Object.assign(env, variablesIn(files.GITHUB_ENV));
    return { code: ran.code ?? -1, outputs: variablesIn(files.GITHUB_OUTPUT) };
  };

  const uses: Job['uses'] = async (directory, given) => {
    const action = readAction(directory);
    const inputs = inputsOf(action, given);
    const steps: Record<string, Variables> = {};
    const path = { GITHUB_ACTION_PATH: directory };
    for (const { id = '', run, env: own = {} } of action.runs.steps) {
      const filled = mapped(own, (text) => evaluated(text, { inputs, steps }));
      const { code, outputs } = await step(run, { ...path, ...filled });
      if (code !== 0) return { code, outputs: {} };
      steps[id] = outputs;
    }
    const values = mapped(action.outputs, ({ value }) => evaluated(value, { inputs, steps }));
    return { code: 0, outputs: values };
  };

  return { log, env, temp, uses, run: async (script) => (await step(script, {})).code };
}

function inputsOf({ inputs }: Action, given: Variables): Variables {
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown}`);
  return mapped(inputs, ({ required, default: usual }, name) => {
    if (required && given[name] === undefined) throw new Error(`input ${name} is required`);
    return given[name] ?? usual ?? '';
  });
}

type Context = { readonly inputs: Variables; readonly steps: Readonly<Record<string, Variables>> };

/** `${{ inputs.x }}` and `${{ steps.x.outputs.y }}`; an output that was not set is empty. */
function evaluated(text: string, { inputs, steps }: Context): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const [, input] = /^inputs\.([\w-]+)$/.exec(expression) ?? [];
    const value = inputs[input ?? ''];
    if (value !== undefined) return value;
    const [, id = '', output = ''] = /^steps\.([\w-]+)\.outputs\.(\w+)$/.exec(expression) ?? [];
    const outputs = steps[id];
    if (outputs === undefined) throw new Error(`nothing is called ${expression}`);
    return outputs[output] ?? '';
  });
}

/** What such a file sets: lines `NAME=value`, or `NAME<<DELIMITER`, the value's lines, `DELIMITER`. */
function variablesIn(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n');
  const set: Record<string, string> = {};
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name = '', kind, rest = ''] = /^(.+?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name !== '') set[name] = kind === '=' ? rest : linesTo(rest, lines).join('\n');
    else if (line !== '') throw new Error(`the runner cannot read "${line}"`);
  }
  return set;
}

/** Takes the lines before the delimiter, and that. */
function linesTo(delimiter: string, lines: string[]): readonly string[] {
  const end = lines.indexOf(delimiter);
  if (end < 0) throw new Error(`the runner finds no "${delimiter}"`);
  return lines.splice(0, end + 1).slice(0, -1);
}

/** As the runner reads the value of a command. */
function unescaped(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function mapped<From>(
  record: Readonly<Record<string, From>>,
  change: (value: From, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  );
}
