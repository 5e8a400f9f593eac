import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mayAsk, wantsColor } from '../../src/node/terminal.js';
import { program } from '../support/program.js';
import { needs, onPath } from '../support/require.js';

const shell = (line: string, path: string) =>
  spawnSync('bash', ['-c', line], {
    env: { ...process.env, NODE: process.execPath, PROGRAM: path },
    encoding: 'utf8',
  });

describe('what the environment says', () => {
  test.each([
    ['a plain terminal', {}, true],
    ['a terminal without a cursor', { TERM: 'dumb' }, false],
    ['CI', { CI: 'true' }, false],
    ['CI=false is not CI', { CI: 'false' }, true],
  ])('%s', (_story, env, answer) => {
    expect(mayAsk(env)).toBe(answer);
  });

  test.each([
    ['a terminal is coloured', {}, true, true],
    ['a pipe is not', {}, false, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR says nothing', { NO_COLOR: '' }, true, true],
    ['NO_COLOR beats FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['FORCE_COLOR colours a pipe', { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0 does not', { FORCE_COLOR: '0' }, true, false],
    ['TERM=dumb', { TERM: 'dumb' }, true, false],
  ])('%s', (_story, env, terminal, answer) => {
    expect(wantsColor(env, terminal)).toBe(answer);
  });
});

describe.runIf(needs('bsdutils', () => onPath('script')))('a terminal', () => {
  test('that was never told its size is taken for one of 80 columns', () => {
    const path = program(`
      import { realTerminal } from './terminal.js';
      const { columns } = realTerminal({}, new AbortController().signal);
      console.log(process.stderr.columns + ' means ' + columns);
    `);
    const { stdout } = shell("script -qec \"'$NODE' '$PROGRAM'\" /dev/null < /dev/null", path);
    expect(stdout).toContain('0 means 80');
  });
});

describe('E81: writing', () => {
  test('a reader that has gone is quiet, and the exit code stays ours', () => {
    const path = program(`
      import { out, say } from './output.js';
      out('x'.repeat(1_000_000));
      say('still here');
      process.exit(7);
    `);
    const { stdout, stderr } = shell('set -o pipefail; "$NODE" "$PROGRAM" | true; echo $?', path);
    expect([stdout, stderr]).toEqual(['7\n', 'still here\n']);
  });

  test('a slow reader of a non-blocking pipe gets all of it', async () => {
    const path = program(`
      import { out } from './output.js';
      process.stdout._handle?.setBlocking?.(false);
      out('x'.repeat(1_000_000));
      process.exit(0);
    `);
    const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('readable', resolve));
    let total = 0;
    for await (const chunk of child.stdout) total += chunk.length;
    expect(total).toBe(1_000_000);
  });

  test('a full disk behind stdout is an error that says so', () => {
    const path = program(`
      import { out, say } from './output.js';
      try { out('text'); } catch ({ code, message }) { say(code + ': ' + message); }
    `);
    const { stderr } = shell('"$NODE" "$PROGRAM" > /dev/full', path);
    expect(stderr).toBe('file: could not write to standard output: the disk is full\n');
  });

  test('stderr that fails or is closed does not matter', () => {
    const path = program(`
      import { out, say } from './output.js';
      say('nobody hears this');
      out('answer');
    `);
    for (const where of ['2>/dev/full', '2>&-']) {
      expect(shell(`"$NODE" "$PROGRAM" ${where}`, path)).toMatchObject({
        status: 0,
        stdout: 'answer',
      });
    }
  });
});

describe('reading standard input', () => {
  const readAll = () =>
    program(`
      import { out } from './output.js';
      import { readAll } from './input.js';
      readAll(10, new AbortController().signal).then(out, ({ code, message }) => out(code + ': ' + message));
    `);

  test('all of it, as text', () => {
    const result = spawnSync(process.execPath, [readAll()], { input: 'grüße', encoding: 'utf8' });
    expect(result.stdout).toBe('grüße');
  });

  test('nothing is the empty string', () => {
    expect(shell('"$NODE" "$PROGRAM" < /dev/null', readAll()).stdout).toBe('');
  });

  test('too much is refused, also without end', () => {
    expect(shell('"$NODE" "$PROGRAM" < /dev/zero', readAll()).stdout).toBe(
      'usage: standard input is larger than 10 bytes',
    );
  });

  test('a signal ends the wait', async () => {
    const path = program(`
      import { out, say } from './output.js';
      import { readAll } from './input.js';
      import { interruptSignal } from './interrupt.js';
      readAll(10, interruptSignal()).catch(({ code }) => out(code));
      say('ready');
    `);
    const child = spawn(process.execPath, [path]);
    child.stderr.once('data', () => child.kill('SIGINT'));
    const said = await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(String(said)).toBe('interrupted');
  });

  test('a signal that came before ends it as well', async () => {
    const path = program(`
      import { out } from './output.js';
      import { readAll } from './input.js';
      readAll(10, AbortSignal.abort()).catch(({ code }) => out(code));
    `);
    const child = spawn(process.execPath, [path]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const said = await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(String(said)).toBe('interrupted');
  });

  test('line by line: pieces, CRLF, a last line without end, and then no more', () => {
    const path = program(`
      import { out } from './output.js';
      import { lineReader } from './input.js';
      const read = lineReader();
      const signal = new AbortController().signal;
      const lines = [];
      for (let turn = 0; turn < 6; turn += 1) lines.push((await read(signal)) ?? null);
      out(JSON.stringify(lines));
    `);
    const line = `(printf 'one\\ntw'; sleep 0.1; printf 'o\\r\\n\\nl\\303'; sleep 0.1; printf '\\274st') | "$NODE" "$PROGRAM"`;
    expect(JSON.parse(shell(line, path).stdout)).toEqual(['one', 'two', '', 'lüst', null, null]);
  });

  test('an aborted wait ends with nothing and keeps what comes later', async () => {
    const path = program(`
      import { out, say } from './output.js';
      import { lineReader } from './input.js';
      const read = lineReader();
      const first = await read(AbortSignal.timeout(20));
      say('later now');
      const second = await read(new AbortController().signal);
      out(JSON.stringify([first ?? null, second]));
    `);
    const child = spawn(process.execPath, [path]);
    child.stderr.once('data', () => child.stdin.end('later\n'));
    const said = await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(JSON.parse(String(said))).toEqual([null, 'later']);
  });
});
