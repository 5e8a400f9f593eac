import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ant, bareEnvironment } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';

const MAIN = 'repo:acme/api:ref:refs/heads/main';
const RULE = 'fdrl_01SandboxGithubActions';
const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';
const IDS = ['--federation-rule', RULE, '--organization-id', ORGANIZATION];
const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));

test('a GitHub-shaped identity token becomes an access token, printed only when asked for', async () => {
  const sandbox = await runSandbox();
  const file = await sandbox.mint('--issuer', 'github-actions', '--sub', MAIN);
  const words = ['federation', 'exchange', '--identity-token-file', file, ...IDS];
  const summary = await ant(words, { env: sandbox.env });
  expect(summary.code, summary.err).toBe(0);
  expect(summary.out).toContain(MAIN);
  expect(summary.out).not.toContain('sk-ant-oat01');

  const again = await ant([...words, '--access-token'], { env: sandbox.env });
  expect(again.err, 'the same assertion is not sent twice').toContain('was already spent');
  expect(again.out).toMatch(/^sk-ant-oat01-\S+\n$/);

  const fresh = await sandbox.mint('--issuer', 'github-actions', '--sub', MAIN);
  const piped = await ant(
    ['federation', 'exchange', '--identity-token-file', '-', ...IDS, '--access-token'],
    {
      env: sandbox.env,
      input: readFileSync(fresh, 'utf8'),
    },
  );
  expect(piped.out).toMatch(/^sk-ant-oat01-\S+\n$/);
});

test.each(['anthropic-sdk-1', 'anthropic-sdk-0'])(
  'a federation profile that `ant profile create` wrote works in %s, unchanged',
  async (sdk) => {
    const sandbox = await runSandbox();
    const file = await sandbox.mint('--issuer', 'github-actions', '--sub', MAIN);
    const created = await ant(
      [
        'profile',
        'create',
        'ci',
        '--federation',
        ...IDS,
        '--identity-token-file',
        file,
        '--base-url',
        sandbox.url,
      ],
      { env: sandbox.env },
    );
    expect(created.code, created.err).toBe(0);
    const { stdout } = await promisify(execFile)(process.execPath, [CALL, sdk], {
      env: bareEnvironment({ ANTHROPIC_CONFIG_DIR: sandbox.configDir, ANTHROPIC_PROFILE: 'ci' }),
    });
    expect(JSON.parse(stdout)).toMatchObject({ type: 'message' });
  },
);

test('a federation profile is exchanged once and served from its file while it is fresh', async () => {
  const sandbox = await runSandbox();
  const file = await sandbox.mint('--issuer', 'github-actions', '--sub', MAIN);
  await ant(['profile', 'create', 'ci', '--federation', ...IDS, '--identity-token-file', file], {
    env: sandbox.env,
  });
  const print = ['auth', 'print-credentials', '--access-token', '--profile', 'ci'];
  const first = await ant(print, { env: sandbox.env });
  expect(first.out, first.err).toMatch(/^sk-ant-oat01-/);
  expect((await ant(print, { env: sandbox.env })).out).toBe(first.out);

  const kept = JSON.parse(readFileSync(join(sandbox.configDir, 'credentials', 'ci.json'), 'utf8'));
  expect(kept.refresh_token).toBeUndefined();

  // Another workspace is another token: the cached one was not minted for it, and the assertion is spent.
  await ant(['profile', 'set', 'workspace_id', 'wrkspc_01SandboxStaging', '--profile', 'ci'], {
    env: sandbox.env,
  });
  const other = await ant(print, { env: sandbox.env });
  expect(other.out).toBe('');
  expect(other.err).toContain('was already spent');
  expect(other.code).toBe(3);
});

test('a pull request is denied, and the history has the reason that the platform keeps from the caller', async () => {
  const sandbox = await runSandbox();
  const file = await sandbox.mint(
    '--issuer',
    'github-actions',
    '--sub',
    'repo:acme/api:pull_request',
  );
  const denied = await ant(['federation', 'exchange', '--identity-token-file', file, ...IDS], {
    env: sandbox.env,
  });
  expect(denied.code).toBe(4);
  expect(denied.out).toBe('');
  expect(denied.err).toContain('denied the exchange');
  expect(denied.err).not.toContain('match_subject_prefix');
  const history = await ant(['sandbox', 'history', '--port', `${sandbox.port}`]);
  expect(history.out).toContain('match_subject_prefix');
});
