import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { readAction, startJob } from '../support/github-runner.js';
import { needs, onPath } from '../support/require.js';
import { type RunningSandbox, runSandbox } from '../support/running-sandbox.js';
import { certificate, secureWeb } from '../support/servers.js';
import { tempDir } from '../support/temp.js';
import { mint } from './federation-init-cases.js';
import { BETA, messagesAt } from './messages.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ACTION = '.github/actions/exchange';
const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));
const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';

test('the action takes each input through a variable, never through the text of its script', () => {
  const { inputs, runs } = readAction(join(ROOT, ACTION));
  const texts = runs.steps.map(({ run }) => run).join('\n');
  expect(texts).not.toContain('${{');
  const used = runs.steps.flatMap(({ env = {} }) => Object.values(env));
  expect(used.toSorted()).toEqual(
    Object.keys(inputs)
      .map((name) => `\${{ inputs.${name} }}`)
      .toSorted(),
  );
  expect(runs.steps.map(({ shell }) => shell)).toEqual(runs.steps.map(() => 'bash'));
});

const SOURCES = ['bin', 'src', '.config', '.github', 'package.json', 'package-lock.json'];

/** The repository as a runner downloads it: nothing is installed or built. */
function download(): string {
  const root = tempDir();
  for (const name of SOURCES) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  return root;
}

/**
 * An npm that installs by a link, as a test has no network, and runs scripts as ever. What it was asked is in `calls`.
 */
function offlineNpm(root: string) {
  const directory = tempDir();
  const [npm, calls] = [join(directory, 'npm'), join(directory, 'calls')];
  writeFileSync(calls, '');
  const install = `ln -s '${join(ROOT, 'node_modules')}' '${root}/node_modules'`;
  const script = `echo "$1" >>'${calls}'\nif [ "$1" = ci ]; then ${install}; else PATH="\${PATH#*:}" npm "$@"; fi`;
  writeFileSync(npm, `#!/bin/sh\n${script}\n`);
  chmodSync(npm, 0o755);
  return { path: directory, calls: () => readFileSync(calls, 'utf8').split('\n').filter(Boolean) };
}

/** GitHub's own server: an identity token for whoever has the job's request token. */
async function gitHub(sandbox: RunningSandbox) {
  const server = certificate({ name: 'ghes', extensions: 'subjectAltName=DNS:localhost' });
  const port = await secureWeb(server, ({ headers }, response) => {
    if (headers.authorization !== 'Bearer request-token') return void response.destroy();
    const sub = 'repo:acme/api:ref:refs/heads/main';
    void mint(sandbox, { issuer: 'github-actions', sub }).then((value) =>
      response.end(JSON.stringify({ value })),
    );
  });
  return {
    GITHUB_SERVER_URL: `https://localhost:${port}`,
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://localhost:${port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    NODE_EXTRA_CA_CERTS: server.certPath,
  };
}

const REFUSED = [
  { 'expect-organization': '5a5db0c5-0000-4000-8000-000000000002' },
  { 'expect-workspace': 'wrkspc_01SandboxStaging' },
  { 'expect-service-account': 'svac_01Nobody' },
  { 'hand-over': 'both' },
];

/** The text of every file below a directory. */
function textBelow(directory: string): string {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
}

/** The action in a download of its own, and what a job of `acme/api` on main has. */
async function prepare() {
  const starting = runSandbox();
  const root = download();
  const npm = offlineNpm(root);
  const sandbox = await starting;
  mkdirSync(sandbox.configDir, { recursive: true });
  const machine = {
    PATH: `${npm.path}:${process.env.PATH}`,
    HOME: tempDir(),
    ...sandbox.env,
    ...(await gitHub(sandbox)),
  };
  const ids = { 'federation-rule': 'fdrl_01SandboxGithubActions', 'organization-id': ORGANIZATION };
  const use = async (inputs: Readonly<Record<string, string>> = {}) => {
    const job = startJob(machine);
    return { job, ...(await job.uses(join(root, ACTION), { ...ids, ...inputs })) };
  };
  return { sandbox, npm, root, use };
}

describe.runIf(needs('bash', () => onPath('bash')))('the action, on a runner', () => {
  it('is built where it is not yet; hands the token over as a profile or in a variable, or refuses', {
    timeout: 60_000,
  }, async () => {
    const { sandbox, npm, root, use } = await prepare();
    const call = `'${process.execPath}' '${CALL}' anthropic-sdk-1 >answer`;
    const kept = ['ANTHROPIC_CONFIG_DIR', 'ANTHROPIC_PROFILE'];
    const onlyThose = `env -i ${kept.map((name) => `${name}="$${name}"`).join(' ')} ${call}`;
    const revoke = `'${process.execPath}' '${root}/bin/ant.cjs' federation revoke-local`;

    const profile = await use();
    expect(profile.code, profile.job.log.join('\n')).toBe(0);
    expect(npm.calls()).toEqual(['ci', 'run']);
    const { ANTHROPIC_CONFIG_DIR: directory = '' } = profile.job.env;
    expect(dirname(directory)).toBe(profile.job.temp);
    expect(profile.outputs).toEqual({ 'access-token': '', 'config-dir': directory });
    expect(Object.values(profile.job.env).join('\n')).not.toContain('sk-ant-oat01-');
    expect(await profile.job.run(onlyThose), profile.job.log.join('\n')).toBe(0);

    const variable = await use({ 'hand-over': 'variable' });
    expect(variable.code, variable.job.log.join('\n')).toBe(0);
    expect(npm.calls()).toEqual(['ci', 'run']);
    const { ANTHROPIC_AUTH_TOKEN: token = '', ...rest } = variable.job.env;
    expect(token).toMatch(/^sk-ant-oat01-/);
    expect(rest).toEqual({ ANTHROPIC_BASE_URL: sandbox.url });
    await variable.job.run(call);
    expect(variable.outputs).toEqual({ 'access-token': token, 'config-dir': '' });

    expect(await messagesAt(sandbox)).toMatchObject([
      { betas: expect.stringContaining(BETA), status: 200 },
      { betas: expect.not.stringContaining(BETA) },
    ]);
    const { access_token: second } = JSON.parse(textBelow(join(directory, 'credentials')));
    await profile.job.run(`echo ${second}; echo ${btoa(second)}`);

    for (const inputs of REFUSED) {
      const { code, job } = await use(inputs);
      expect(code, JSON.stringify(inputs)).not.toBe(0);
      expect(job.env).toEqual({});
      expect(textBelow(job.temp)).not.toContain('sk-ant-oat01-');
    }

    expect(await profile.job.run(revoke), profile.job.log.join('\n')).toBe(0);
    expect(existsSync(directory)).toBe(false);
    expect(textBelow(sandbox.configDir)).not.toContain('sk-ant-oat01-');
    const log = [...variable.job.log, ...profile.job.log].join('\n');
    expect(log).toContain('***');
    for (const secret of [token, second]) {
      expect(log).not.toContain(secret);
      expect(log).not.toContain(btoa(secret).slice(0, 40));
    }
  });
});
