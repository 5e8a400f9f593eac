import { describe, expect, test, vi } from 'vitest';
import { runChild } from '../../src/node/child.js';
import { lives } from '../support/lives.js';

const node = (source: string) => [process.execPath, '-e', source];

describe('a child process', () => {
  test('gets its words, its environment and its input, and hands back all it said', async () => {
    const result = await runChild(
      [
        process.execPath,
        '-e',
        `process.stdin.on('data', (input) => {
          process.stdout.write(JSON.stringify([process.argv.slice(1), process.env.ONLY, String(input)]));
          process.stderr.write('aside');
          process.exitCode = 7;
        });`,
        'a b',
        '$HOME',
      ],
      { env: { ONLY: 'this' }, input: 'the input' },
    );
    expect({ ...result, out: JSON.parse(result.out) }).toEqual({
      exitCode: 7,
      out: [['a b', '$HOME'], 'this', 'the input'],
      err: 'aside',
    });
  });

  test('sees nothing of our own environment', async () => {
    const { out } = await runChild(node('process.stdout.write(String(process.env.HOME))'), {
      env: {},
    });
    expect(out).toBe('undefined');
  });

  test('is heard line by line, also where a line comes in pieces or without an end', async () => {
    const lines: string[] = [];
    await runChild(
      node(`const { stderr } = process;
        stderr.write('one\\ntw');
        setTimeout(() => stderr.write(Buffer.from([0xc3])), 20);
        setTimeout(() => stderr.write(Buffer.from([0xbc])), 40);
        setTimeout(() => stderr.write('o\\r\\nthree'), 60);`),
      { env: {}, onErrorLine: (line) => lines.push(line) },
    );
    expect(lines).toEqual(['one', 'twüo', 'three']);
  });

  test('that does not read its input is no failure', async () => {
    const result = await runChild(node(''), { env: {}, input: 'x'.repeat(1_000_000) });
    expect(result.exitCode).toBe(0);
  });

  test.each([
    ['name', ['a\0b'], 'a?b'],
    ['word', ['echo', 'a\0b'], 'echo'],
  ])('whose %s no system takes is told as what it is', async (_what, command, name) => {
    await expect(runChild(command, { env: {} })).rejects.toMatchObject({
      code: 'file',
      message: `could not start ${name}: no path and no word for a program may hold a NUL character`,
    });
  });

  test('that is not there is named', async () => {
    await expect(runChild(['no-such-program-at-all'], { env: {} })).rejects.toMatchObject({
      code: 'file',
      message: 'could not start no-such-program-at-all: no such program',
    });
  });
});

describe('a child that is no longer wanted', () => {
  const stoppedAtReady = (source: string) => {
    const controller = new AbortController();
    return runChild(
      node(`${source}; process.stderr.write('ready\\n'); setInterval(() => 0, 1000)`),
      {
        env: {},
        signal: controller.signal,
        onErrorLine: () => controller.abort(),
      },
    );
  };

  test('is asked to end', async () => {
    expect((await stoppedAtReady('')).exitCode).toBe(128 + 15);
  });

  test('is killed when it does not', async () => {
    expect((await stoppedAtReady(`process.on('SIGTERM', () => 0)`)).exitCode).toBe(128 + 9);
  });

  test('is not waited for through a grandchild that holds its pipes', async () => {
    const { exitCode, out } = await stoppedAtReady(
      `const { pid } = require('child_process').spawn('sleep', ['60'], { stdio: 'inherit' });
      require('fs').writeSync(1, String(pid))`,
    );
    expect(exitCode).toBe(128 + 15);
    process.kill(Number(out));
  });

  const abortAfter = async (pid: number, controller: AbortController) => {
    await vi.waitFor(() => expect(lives(pid)).toBe(false), 10_000);
    controller.abort();
  };

  test('is not waited for when it has ended, and only a grandchild holds its pipes', async () => {
    const controller = new AbortController();
    const { exitCode, out } = await runChild(
      node(`const { pid } = require('child_process').spawn('sleep', ['60'], { stdio: 'inherit' });
        require('fs').writeSync(1, String(pid));
        require('fs').writeSync(2, process.pid + '\\n');
        process.exit(0);`),
      {
        env: {},
        signal: controller.signal,
        onErrorLine: (pid) => abortAfter(Number(pid), controller),
      },
    );
    expect(exitCode).toBe(0);
    process.kill(Number(out));
  }, 20_000);

  test('that has ended does not keep what it has started alive, where that is unwanted too', async () => {
    const controller = new AbortController();
    const { exitCode, out } = await runChild(
      ['sh', '-c', 'sleep 300 & echo $!; echo $$ >&2; exit 3'],
      {
        env: { PATH: process.env.PATH },
        signal: controller.signal,
        withDescendants: true,
        onErrorLine: (pid) => abortAfter(Number(pid), controller),
      },
    );
    expect(exitCode).toBe(3);
    expect(Number(out)).toBeGreaterThan(1);
    await vi.waitFor(() => expect(lives(Number(out))).toBe(false), 10_000);
  }, 20_000);

  test('is not left behind when it was unwanted from the start', async () => {
    const signal = AbortSignal.abort();
    const result = await runChild(node('setInterval(() => 0, 1000)'), { env: {}, signal });
    expect(result.exitCode).toBe(128 + 15);
  });
});

test('a child that does not stop talking is stopped', async () => {
  const endless = node(
    `(function more(error) { if (!error) process.stderr.write('x'.repeat(65536), more); })()`,
  );
  await expect(runChild(endless, { env: {} })).rejects.toMatchObject({
    code: 'file',
    message: expect.stringMatching(/printed more than 1048576 bytes$/),
  });
});
