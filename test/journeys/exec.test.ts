import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { exec, printed, startExec } from '../commands/exec-start.js';
import { ant } from '../support/ant.js';
import { tempDir } from '../support/temp.js';
import { signedIn } from './exec-machine.js';

const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));
const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));
const SDKS = ['anthropic-sdk-1', 'anthropic-sdk-0'];

const sh = (script: string) => ['--', 'sh', '-c', script];

describe('a program that a person runs', () => {
  it.each(SDKS)('calls the platform with %s, unchanged', async (sdk) => {
    const { env } = await signedIn();
    const { code, out, err } = await exec([process.execPath, CALL, sdk], env);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: 'message' });
  });

  it('E80: finds a private directory with one profile and one access token, gone when it ends', async () => {
    const { env, runtime, sandbox } = await signedIn();
    const look = 'cd $ANTHROPIC_CONFIG_DIR && pwd && find . -type f -printf "%m %p\\n" | sort';
    const files = `${look}; stat -c %a . configs credentials; cat */*.json; env | grep ^ANTHROPIC_`;
    const { out, err } = await exec(['--no-mask', ...sh(files)], { ...env, ANTHROPIC_SCOPE: 'x' });
    const [directory, ...lines] = out.split('\n');
    expect(directory).toMatch(new RegExp(`^${runtime}/ant-exec-`));
    expect(lines.slice(0, 5)).toEqual([
      '600 ./configs/default.json',
      '600 ./credentials/default.json',
      '700',
      '700',
      '700',
    ]);
    expect(out).toContain('sk-ant-oat01-');
    expect(out).not.toMatch(/sk-ant-ort01-|refresh_token|client_id/);
    const variables = lines.filter((line) => line.startsWith('ANTHROPIC_')).sort();
    expect(variables).toEqual([
      `ANTHROPIC_BASE_URL=${sandbox.url}`,
      `ANTHROPIC_CONFIG_DIR=${directory}`,
      `ANTHROPIC_CONSOLE_URL=${sandbox.url}`,
      'ANTHROPIC_PROFILE=default',
    ]);
    expect(err).toBe('ant: withheld from the program: ANTHROPIC_SCOPE\n');
    expect(readdirSync(runtime)).toEqual([]);
  });

  it('is not led elsewhere with the token: not by a variable, and a flag is refused', async () => {
    const { env, sandbox } = await signedIn();
    const elsewhere = { ...env, ANTHROPIC_BASE_URL: 'https://evil.example' };
    const { out, err } = await exec(sh('echo $ANTHROPIC_BASE_URL'), elsewhere);
    expect(out).toBe(`${sandbox.url}\n`);
    expect(err).toBe('ant: withheld from the program: ANTHROPIC_BASE_URL\n');
    const flag = await exec(['--base-url', 'https://evil.example', 'true'], env);
    expect(flag.code).toBe(3);
    expect(flag.err).toContain('its access token is not sent to https://evil.example');
  });

  it('has the token masked where it prints it', async () => {
    const { env } = await signedIn();
    const { out } = await exec(sh('cat $ANTHROPIC_CONFIG_DIR/credentials/*.json'), env);
    expect(JSON.parse(out)).toMatchObject({ access_token: '[masked]' });
  });

  it('with --env has the token in a variable, and the person is told that it will end', async () => {
    const { env, sandbox } = await signedIn();
    const script = 'echo $ANTHROPIC_AUTH_TOKEN $ANTHROPIC_BASE_URL $ANTHROPIC_PROFILE';
    const { out, err } = await exec(['--env', '--no-mask', ...sh(script)], env);
    expect(out).toMatch(new RegExp(`^sk-ant-oat01-\\S+ ${sandbox.url}\\s*$`));
    expect(err).toMatch(/^ant: warning: a token in a variable is never renewed; .* until 20.*\n$/);
  });

  it('may run ant exec itself: the inner program has the outer one’s token, in a directory of its own', async () => {
    const { env, runtime } = await signedIn();
    const inner = `${process.execPath} ${BIN} exec -- ${process.execPath} ${CALL} anthropic-sdk-1`;
    const { code, out, err } = await exec(sh(`${inner}; ls ${runtime} >&2`), env);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: 'message' });
    expect(err.match(/ant-exec-/g)).toHaveLength(1);
  });
});

test.each(SDKS)('a workload without a profile calls the platform with %s', async (sdk) => {
  const { env, sandbox } = await signedIn();
  const { code, out, err } = await exec([process.execPath, CALL, sdk], {
    ...env,
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01SandboxGithubActions',
    ANTHROPIC_ORGANIZATION_ID: '5a5db0c5-0000-4000-8000-000000000001',
    ANTHROPIC_IDENTITY_TOKEN_FILE: await sandbox.mint('--issuer', 'github-actions'),
  });
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ type: 'message' });
});

test('a workload by flags goes before a key in a variable, and leaves no trace of it in the program', async () => {
  const { env, sandbox } = await signedIn();
  const token = await sandbox.mint('--issuer', 'github-actions');
  const ids = ['--organization-id', '5a5db0c5-0000-4000-8000-000000000001'];
  const flags = [
    '--identity-token-file',
    token,
    '--federation-rule',
    'fdrl_01SandboxGithubActions',
  ];
  const { code, out, err } = await exec(
    [...flags, ...ids, process.execPath, CALL, 'anthropic-sdk-1'],
    { ...env, ANTHROPIC_API_KEY: 'not-a-key' },
  );
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ type: 'message' });
  expect(err).toContain('withheld from the program: ANTHROPIC_API_KEY');
  const { events } = JSON.parse((await ant(['log', '--json', '--limit', '1'], { env })).out);
  expect(events).toMatchObject([{ event: 'exec', outcome: 'ok', how: 'exchanged' }]);
});

describe('what a killed ant leaves behind', () => {
  const STAY = sh('echo ready; exec cat');

  it('is removed at the next start, and what belongs to a living or a stopped one is not', async () => {
    const { env, runtime } = await signedIn();
    const start = async () => {
      const before = readdirSync(runtime);
      const { child, ended } = startExec(STAY, env);
      await printed(child, 'ready');
      const [directory = ''] = readdirSync(runtime).filter((name) => !before.includes(name));
      return { child, ended, directory };
    };
    const [killed, stopped, living] = [await start(), await start(), await start()];
    killed.child.kill('SIGKILL');
    stopped.child.kill('SIGSTOP');
    await killed.ended;
    const left = readdirSync(runtime);
    expect(left.sort()).toEqual([killed, stopped, living].map((each) => each.directory).sort());
    await exec(['true'], env);
    expect(readdirSync(runtime).sort()).toEqual([stopped.directory, living.directory].sort());
  });

  it('is nobody else’s: a link, a file and a directory of another make are left alone', async () => {
    const { env, runtime } = await signedIn();
    const precious = tempDir();
    writeFileSync(join(precious, 'file'), 'kept');
    symlinkSync(precious, join(runtime, 'ant-exec-link'));
    writeFileSync(join(runtime, 'ant-exec-file'), '');
    mkdirSync(join(runtime, 'ant-exec-young'));
    await exec(['true'], env);
    expect(readdirSync(runtime)).toEqual(['ant-exec-file', 'ant-exec-link', 'ant-exec-young']);
    expect(readFileSync(join(precious, 'file'), 'utf8')).toBe('kept');
  });
});
