import { spawn } from 'node:child_process';
import { parse } from 'yaml';
import { outcome } from '../support/ant.js';
import { startJob } from '../support/github-runner.js';
import { tempDir } from '../support/temp.js';

type Variables = Readonly<Record<string, string>>;

export type Step = { readonly text: string; readonly env: Variables };

/** A CI system, as far as a drafted pipeline needs it. */
export type System = {
  /** Which of the provider's cases. */
  readonly title: string;
  readonly stepsOf: (pipeline: string) => readonly Step[];
  /** Where a job finds its identity token. */
  readonly present: (token: string) => Variables;
  /** Runs the steps until one fails: its exit code, and the log. */
  readonly run: (
    steps: readonly Step[],
    machine: Variables,
  ) => Promise<{ readonly code: number; readonly log: string }>;
};

const step = (text: string, env: Variables = {}): Step => ({ text, env });

const gitHub: System = {
  title: 'classic subject',
  stepsOf: (pipeline) =>
    parse(pipeline).jobs.claude.steps.map(({ run, env }: { run: string; env?: Variables }) =>
      step(run, env),
    ),
  present: (ANTHROPIC_IDENTITY_TOKEN) => ({ ANTHROPIC_IDENTITY_TOKEN }),
  run: async (steps, machine) => {
    const job = startJob(machine);
    let code = 0;
    for (const { text, env } of steps) {
      const own = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
      if (code === 0) code = await job.run(`${own.join('')}${text}`);
    }
    return { code, log: job.log.join('\n') };
  },
};

/** The agent hands what is no secret to each later step, and what is one where a step maps it. */
const azure: System = {
  title: 'pipeline',
  stepsOf: (pipeline) =>
    parse(pipeline).steps.map(({ script, env }: { script: string; env?: Variables }) =>
      step(script, env),
    ),
  present: (ANTHROPIC_IDENTITY_TOKEN) => ({ ANTHROPIC_IDENTITY_TOKEN }),
  run: async (steps, machine) => {
    const job = { ...machine, TF_BUILD: 'True', AGENT_TEMPDIRECTORY: tempDir() };
    const open: Record<string, string> = {};
    const mapped: Record<string, string> = {};
    let [code, log] = [0, ''];
    for (const { text, env } of steps) {
      if (code !== 0) break;
      const ran = await bash(text, { ...job, ...open, ...filled(env, mapped) });
      [code, log] = [ran.code, `${log}${ran.log}`];
      const set = ran.log.matchAll(/^##vso\[task\.setvariable variable=(\w+)(;\w+=\w+)*\](.*)$/gm);
      for (const [, name = '', secret, value = ''] of set) {
        mapped[name] = value;
        if (secret === undefined) open[name] = value;
      }
    }
    return { code, log };
  },
};

function filled(env: Variables, mapped: Variables): Variables {
  const entries = Object.entries(env).map(([name, value]) => {
    const [, variable] = /^\$\((.*)\)$/.exec(value) ?? [];
    return [name, variable === undefined ? value : (mapped[variable] ?? '')];
  });
  return Object.fromEntries(entries);
}

async function bash(text: string, env: Variables) {
  const { code, out, err } = await outcome(spawn('bash', ['-e', '-c', text], { env }));
  return { code: code ?? -1, log: `${out}${err}` };
}

/** One step, and nothing around it. */
const simple = (
  title: string,
  stepOf: (pipeline: string) => Step,
  present: System['present'],
): System => ({
  title,
  stepsOf: (pipeline) => [stepOf(pipeline)],
  present,
  run: ([only = step('')], machine) => bash(only.text, { ...machine, ...only.env }),
});

const gitLab = simple(
  'branch',
  (pipeline) => {
    const { script, variables } = parse(pipeline).claude;
    return step(script.join('\n'), variables);
  },
  (ANTHROPIC_ID_TOKEN) => ({ GITLAB_CI: 'true', ANTHROPIC_ID_TOKEN }),
);

const circleCi = simple(
  'branch',
  (pipeline) => {
    const { environment, steps } = parse(pipeline).jobs.claude;
    return step(steps[1].run.command, environment);
  },
  (CIRCLE_OIDC_TOKEN_V2) => ({ CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2 }),
);

const bitbucket = simple(
  'branch',
  (pipeline) => step(parse(pipeline).pipelines.branches.main[0].step.script.join('\n')),
  (BITBUCKET_STEP_OIDC_TOKEN) => ({ BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_STEP_OIDC_TOKEN }),
);

const terraform = simple('apply', step, (TFC_WORKLOAD_IDENTITY_TOKEN_ANTHROPIC) => ({
  TFC_RUN_ID: 'run-1',
  TFC_WORKLOAD_IDENTITY_TOKEN_ANTHROPIC,
}));

/** Those whose jobs find their identity token in a variable, or can be handed it there. */
export const SYSTEMS = {
  'github-actions': gitHub,
  'azure-pipelines': azure,
  gitlab: gitLab,
  circleci: circleCi,
  bitbucket,
  'terraform-cloud': terraform,
} as const satisfies Readonly<Record<string, System>>;
