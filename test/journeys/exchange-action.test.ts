import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { outcome, type Ran } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';
import { certificate, secureWeb } from '../support/servers.js';
import { tempDir } from '../support/temp.js';
import { mint } from './federation-init-cases.js';

type Step = { readonly run: string; readonly env?: Readonly<Record<string, string>> };
type Action = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly steps: readonly Step[] };
};

function readAction(): Action {
  return parse(readFileSync('.github/actions/exchange/action.yml', 'utf8'));
}

/** What the runner makes of the step's `env`. */
function filled(step: Step, inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(step.env ?? {}).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? 'no such input';
      return [name, inputs[input] ?? ''];
    }),
  );
}

test('the action takes each input through a variable, never through the text of its script', () => {
  const { inputs, runs } = readAction();
  const texts = runs.steps.map(({ run }) => run).join('\n');
  expect(texts).not.toContain('${{');
  const used = runs.steps.flatMap(({ env = {} }) => Object.values(env));
  expect(used.toSorted()).toEqual(
    Object.keys(inputs)
      .map((name) => `\${{ inputs.${name} }}`)
      .toSorted(),
  );
});

test('the action’s own script puts the token into GITHUB_ENV, and refuses another workspace', async () => {
  const sandbox = await runSandbox();
  const server = certificate({ name: 'ghes', extensions: 'subjectAltName=DNS:localhost' });
  const port = await secureWeb(server, (_, response) => {
    const sub = 'repo:acme/api:ref:refs/heads/main';
    void mint(sandbox, { issuer: 'github-actions', sub }).then((value) =>
      response.end(JSON.stringify({ value })),
    );
  });
  const step = readAction().runs.steps.at(-1);
  if (step === undefined) throw new Error('the action has no steps');
  const inputs = {
    'federation-rule': 'fdrl_01SandboxGithubActions',
    'organization-id': '5a5db0c5-0000-4000-8000-000000000001',
  };
  const play = (more: Readonly<Record<string, string>>) => {
    const temp = tempDir();
    const [GITHUB_ENV, GITHUB_OUTPUT] = [join(temp, 'env'), join(temp, 'output')];
    for (const file of [GITHUB_ENV, GITHUB_OUTPUT]) writeFileSync(file, '');
    const env = {
      PATH: process.env.PATH,
      HOME: temp,
      ...sandbox.env,
      ...filled(step, { ...inputs, ...more }),
      ...{ GITHUB_ACTIONS: 'true', RUNNER_TEMP: temp, GITHUB_ENV, GITHUB_OUTPUT },
      GITHUB_ACTION_PATH: join(process.cwd(), '.github/actions/exchange'),
      GITHUB_SERVER_URL: `https://localhost:${port}`,
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://localhost:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      NODE_EXTRA_CA_CERTS: server.certPath,
    };
    return { env, GITHUB_ENV };
  };
  const good = play({});
  const log = await bash(step.run, good.env);
  expect(log.err + log.out).toContain('::add-mask::');
  expect(readFileSync(good.GITHUB_ENV, 'utf8')).toMatch(/ANTHROPIC_AUTH_TOKEN<<.+\nsk-ant-oat01-/);

  const wrong = play({ 'expect-workspace': 'wrkspc_01SandboxStaging' });
  const refused = await bash(step.run, wrong.env);
  expect(refused.code, refused.err).not.toBe(0);
  expect(readFileSync(wrong.GITHUB_ENV, 'utf8')).toBe('');
});

function bash(script: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  // As the runner does it for `shell: bash`.
  return outcome(
    spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { env }),
  );
}
