import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { bareEnvironment } from '../support/ant.js';
import { needs, onPath } from '../support/require.js';
import { tempDir } from '../support/temp.js';
import { exec, KEY, printed, startExec } from './exec-start.js';

const sh = (script: string) => ['--', 'sh', '-c', script];

describe('the exit code', () => {
  it.each([0, 1, 7, 126, 127, 255])('%i of the program is ours', async (code) => {
    expect(await exec(sh(`exit ${code}`))).toMatchObject({ code, signal: null, err: '' });
  });

  it('is 127 for a program that does not exist', async () => {
    const { code, err, out } = await exec(['no-such-program-anywhere']);
    expect(code).toBe(127);
    expect(err).toBe(
      'ant: error: could not start no-such-program-anywhere: no such program\n' +
        'ant: hint: check its name, and the PATH\n',
    );
    expect(out).toBe('');
  });

  it('is 126 for a file that is not a program', async () => {
    const path = join(tempDir(), 'plain');
    writeFileSync(path, '');
    chmodSync(path, 0o600);
    const { code, err } = await exec([path]);
    expect(code).toBe(126);
    expect(err).toContain(`could not start ${path}: permission denied`);
  });

  it('is 3, and nothing is run, where nobody is signed in', async () => {
    const { code, out } = await exec(sh('echo ran'), { HOME: tempDir() });
    expect({ code, out }).toEqual({ code: 3, out: '' });
  });
});

describe('a signal that ends the program', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s ends us too', async (signal) => {
    expect(await exec(sh(`kill -${signal.slice(3)} $$`))).toMatchObject({ code: null, signal });
  });

  it.each([
    ['ABRT', 134],
    ['SEGV', 139],
    ['QUIT', 131],
    ['PIPE', 141],
  ])('SIG%s is exit code %i: our core dump would hold the token', async (name, code) => {
    expect(await exec(sh(`kill -${name} $$`))).toMatchObject({ code, signal: null });
  });
});

describe('a signal that is sent to us', () => {
  const trapping = (name: string) =>
    sh(`trap 'echo got ${name}; exit 5' ${name}; echo ready; while :; do sleep 0.05; done`);

  it.each(['TERM', 'HUP', 'INT', 'QUIT', 'USR1', 'USR2'])(
    'SIG%s reaches the program, which decides what becomes of it',
    async (name) => {
      const { child, ended } = startExec(trapping(name));
      await printed(child, 'ready');
      child.kill(`SIG${name}` as NodeJS.Signals);
      const { code, out, err } = await ended;
      expect({ code, out: out.toString(), err }).toEqual({
        code: 5,
        out: `ready\ngot ${name}\n`,
        err: '',
      });
    },
  );

  it('a second and a third time reaches it again, and does not end us before it', async () => {
    const { child, ended } = startExec(
      sh(`n=0; trap 'n=$((n+1)); echo $n; [ $n = 3 ] && exit 9' INT
        echo ready; while :; do sleep 0.05; done`),
    );
    for (const before of ['ready', '1', '2']) {
      await printed(child, `${before}\n`);
      child.kill('SIGINT');
    }
    expect((await ended).code).toBe(9);
  });

  it('that the program dies of, ends us by the same', async () => {
    const { child, ended } = startExec(sh('echo ready; exec sleep 60'));
    await printed(child, 'ready');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

describe('standard input and output', () => {
  it('are the program’s own, and a megabyte of any bytes comes out as it went in', async () => {
    const bytes = Buffer.from(
      Array.from({ length: 1 << 20 }, (_, index) => (index * 31 + (index >> 8)) & 0xff),
    );
    const { child, ended } = startExec(['cat']);
    child.stdin.end(bytes);
    const { out } = await ended;
    const digest = (data: Buffer) => createHash('sha256').update(data).digest('hex');
    expect([out.length, digest(out)]).toEqual([bytes.length, digest(bytes)]);
  });

  it('are real pipes, so that a script may write to /dev/stdout and /dev/stderr', async () => {
    const { out, err } = await exec(sh('echo to out >/dev/stdout; echo to err >/dev/stderr'));
    expect({ out, err }).toEqual({ out: 'to out\n', err: 'to err\n' });
  });

  it('E81: a reader that leaves ends the program as if we were not between them', async () => {
    const { child, ended } = startExec(['yes']);
    await printed(child, 'y');
    child.stdout.destroy();
    expect((await ended).code).toBe(141);
  });

  it.runIf(process.platform === 'linux')('E81: a full disk is named, with exit 6', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, ['bin/ant.cjs', 'exec', 'yes'], {
      env: bareEnvironment({ ANTHROPIC_API_KEY: KEY }),
      stdio: ['ignore', full, 'pipe'],
      detached: true,
    });
    closeSync(full);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(6);
    expect(err).toContain('could not write to standard output: the disk is full');
  });

  it('stay open for what the program leaves running, until we are told to stop', async () => {
    const { child, ended } = startExec(sh('trap "" TERM; echo ready; sleep 60 & exit 4'));
    await printed(child, 'ready');
    const cut = setInterval(() => child.kill('SIGTERM'), 50);
    onTestFinished(() => clearInterval(cut));
    expect((await ended).code).toBe(4);
  });
});

describe('the mask', () => {
  it('covers the key on both streams, in the spellings that tools make of it', async () => {
    const script = 'echo $ANTHROPIC_API_KEY; printf %s "$ANTHROPIC_API_KEY" | base64 >&2';
    const { out, err } = await exec(sh(script));
    expect(out).toBe('[masked]\n');
    expect(err).toMatch(/^\[masked\].{0,3}\n$/);
  });

  it('covers it where it is printed in two halves', async () => {
    const half = (part: string) => `printf %s "$ANTHROPIC_API_KEY" | cut -c ${part}`;
    const script = `${half('1-10')} | tr -d '\\n'; sleep 0.2; ${half('11-')}`;
    expect((await exec(sh(script))).out).toBe('[masked]\n');
  });

  it('is taken off by --no-mask', async () => {
    expect((await exec(['--no-mask', ...sh('echo $ANTHROPIC_API_KEY')])).out).toBe(`${KEY}\n`);
  });

  it.runIf(needs('xxd', () => onPath('xxd')))('covers what xxd -p wraps', async () => {
    const long = `${KEY}-${'ab'.repeat(40)}`;
    const env = { ANTHROPIC_API_KEY: long };
    expect((await exec(sh('printf %s "$ANTHROPIC_API_KEY" | xxd -p'), env)).out).toBe('[masked]\n');
  });
});

test('E80: what could win over the credential is withheld and named, in one line', async () => {
  const { out, err } = await exec(sh('env | grep -E "ANTHROPIC|CLAUDE" | sort'), {
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_AUTH_TOKEN: 'other',
    ANTHROPIC_PROFILE: 'other',
    CLAUDE_CODE_OAUTH_TOKEN: 'other',
  });
  // The directory is empty: nothing of the person's own store is in the program's reach.
  expect(out).toMatch(/^ANTHROPIC_API_KEY=\[masked\]\nANTHROPIC_CONFIG_DIR=\S+ant-exec-\w+\n$/);
  expect(err).toBe(
    'ant: withheld from the program: ANTHROPIC_AUTH_TOKEN, ANTHROPIC_PROFILE, CLAUDE_CODE_OAUTH_TOKEN\n',
  );
});

test('a profile that is asked for by name is never shadowed in silence', async () => {
  const { code, err } = await exec(['--profile', 'work', 'true']);
  expect(code).toBe(2);
  expect(err).toContain('ANTHROPIC_API_KEY is set and wins over --profile work');
});

test.runIf(process.platform === 'linux')('E69: no secret is on any command line', async () => {
  const { child } = startExec(sh('echo ready; sleep 60'));
  await printed(child, 'ready');
  const pids = execFileSync('pgrep', ['-s', `${child.pid}`], { encoding: 'utf8' }).trim();
  const lines = pids.split('\n').map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(lines.join()).not.toContain(KEY);
  child.kill('SIGTERM');
});
