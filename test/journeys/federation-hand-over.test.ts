import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ant } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';

const MAIN = ['--issuer', 'github-actions', '--sub', 'repo:acme/api:ref:refs/heads/main'];
const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';
const OTHER = '5a5db0c5-0000-4000-8000-000000000002';
const EXCHANGE = [
  ...['federation', 'exchange', '--federation-rule', 'fdrl_01SandboxGithubActions'],
  ...['--organization-id', ORGANIZATION],
];

/** The text of every file below a directory. */
function textBelow(directory: string): string {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
}

test('a step of GitHub Actions hands a token to the next one, masked before it is written', async () => {
  const sandbox = await runSandbox();
  const temp = tempDir();
  mkdirSync(join(temp, 'commands'));
  const [variables, outputs] = ['set_env', 'set_output'].map((name) => {
    const path = join(temp, 'commands', name);
    writeFileSync(path, '');
    return path;
  });
  const env = {
    ...sandbox.env,
    GITHUB_ACTIONS: 'true',
    RUNNER_TEMP: temp,
    GITHUB_ENV: variables,
    GITHUB_OUTPUT: outputs,
    ANTHROPIC_IDENTITY_TOKEN_FILE: await sandbox.mint(...MAIN),
  };
  const { code, out, err } = await ant(
    [...EXCHANGE, '--write', 'github', '--expect-organization', ORGANIZATION],
    { env },
  );
  expect(code, err).toBe(0);
  const written = readFileSync(variables ?? '', 'utf8');
  const set = [...written.matchAll(/^(\w+)<<(\w+)\n(.*)\n\2\n/gm)];
  const given = Object.fromEntries(set.map(([, name, , value]) => [name, value]));
  const token = given.ANTHROPIC_AUTH_TOKEN ?? '';
  expect(token).toMatch(/^sk-ant-oat01-/);
  const unmasked = out.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  expect(unmasked.join('\n')).not.toContain(token);
  expect(out).toContain(`::add-mask::${token}\n`);

  const models = await fetch(`${given.ANTHROPIC_BASE_URL}/v1/models`, {
    headers: {
      authorization: `Bearer ${token}`,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'oauth-2025-04-20',
    },
  });
  expect(models.headers.get('anthropic-organization-id')).toBe(ORGANIZATION);
});

test('a token for another organization than expected is neither written nor kept, and the one expected is deleted afterwards', async () => {
  const sandbox = await runSandbox();
  mkdirSync(sandbox.configDir, { recursive: true });
  const file = join(tempDir(), 'token');
  const identity = async () => ['--identity-token-file', await sandbox.mint(...MAIN)];
  const run = async (...words: readonly string[]) =>
    ant([...EXCHANGE, ...(await identity()), '--write', `file:${file}`, ...words], sandbox);

  const wrong = await run('--expect-organization', OTHER);
  expect(wrong.code, wrong.err).toBe(7);
  const elsewhere = await run('--expect-workspace', 'wrkspc_01Nowhere');
  expect(elsewhere.code, elsewhere.err).toBe(7);
  expect(elsewhere.err).toContain('wrong target: the workspace is wrkspc_');
  expect(existsSync(file)).toBe(false);
  expect(textBelow(sandbox.configDir)).not.toContain('oat01');

  const right = await run('--expect-organization', ORGANIZATION, '--job-time', '6h');
  expect(right.code, right.err).toBe(0);
  expect(right.err).toContain('and the job takes 6 h');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const revoked = await ant(['federation', 'revoke-local'], sandbox);
  expect(revoked.out).toContain(`deleted ${file}`);
  expect(existsSync(file)).toBe(false);
  const again = await ant(['federation', 'revoke-local'], sandbox);
  expect([again.code, again.out]).toEqual([0, 'no federation token is kept here\n']);
});
