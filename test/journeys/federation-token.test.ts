import { execFile, spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { ant, bareEnvironment, outcome, said, startAnt } from '../support/ant.js';
import { type RunningSandbox, runSandbox } from '../support/running-sandbox.js';
import { startStandin } from '../support/standin.js';
import { tempDir } from '../support/temp.js';

const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));
const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));
const RULE = 'fdrl_01SandboxGithubActions';
const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';

/** The environment of a job whose runner hands out tokens that live for so many seconds. */
async function jobOn(sandbox: RunningSandbox, seconds: number) {
  const { ready } = await startStandin('sandbox-runner', `${sandbox.port}`, `${seconds}`);
  const { url = '', bearer = '' } = ready;
  const env = {
    ...sandbox.env,
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
  };
  return { env, allowed: ['--source-setting', `request_host=${new URL(url).host}`] };
}

test('a program with the official SDK outlasts its identity token, in a file that ant keeps fresh', async () => {
  const sandbox = await runSandbox();
  const job = await jobOn(sandbox, 8);
  const out = join(tempDir(), 'id', 'token');
  const words = ['--source', 'github-actions', ...job.allowed];
  const watch = startAnt(['federation', 'token', ...words, '--watch', '--out', out], job);
  await said(watch, /wrote/);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const created = await ant(
    // biome-ignore format: a command line
    ['profile', 'create', 'ci', '--federation', '--federation-rule', RULE, '--organization-id', ORGANIZATION,
      '--identity-token-file', out, '--base-url', sandbox.url],
    { env: sandbox.env },
  );
  expect(created.code, created.err).toBe(0);

  const call = async () => {
    // What the SDK has kept would spare it the exchange.
    rmSync(join(sandbox.configDir, 'credentials', 'ci.json'), { force: true });
    const { stdout } = await promisify(execFile)(process.execPath, [CALL, 'anthropic-sdk-1'], {
      env: bareEnvironment({ ANTHROPIC_CONFIG_DIR: sandbox.configDir, ANTHROPIC_PROFILE: 'ci' }),
    });
    return JSON.parse(stdout);
  };
  expect(await call()).toMatchObject({ type: 'message' });
  await said(watch, /wrote/);
  // A token that was spent would be refused.
  expect(await call()).toMatchObject({ type: 'message' });

  const ended = outcome(watch);
  watch.kill('SIGTERM');
  expect((await ended).code).toBe(143);
  expect(readFileSync(out, 'utf8').split('.')).toHaveLength(3);
}, 60_000);

test('the watch ends with the program that started it, and leaves the file', async () => {
  const sandbox = await runSandbox();
  const job = await jobOn(sandbox, 300);
  const out = join(tempDir(), 'token');
  const words = `federation token --source github-actions ${job.allowed.join(' ')} --watch --out ${out}`;
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${BIN}" ${words} & read -r line`], {
    env: bareEnvironment(job.env),
  });
  onTestFinished(() => {
    shell.kill('SIGKILL');
  });
  const ended = outcome(shell);
  await said(shell, /wrote/);
  shell.stdin.end('over\n');
  // Its output is closed only once the watch has ended, too.
  expect((await ended).err).toContain('the program that started this has ended');
  expect(readFileSync(out, 'utf8').split('.')).toHaveLength(3);
}, 60_000);
