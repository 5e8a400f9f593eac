import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const RUN = fileURLToPath(new URL('./run.mjs', import.meta.url));

/** One of the storms of `npm run stress`, smaller. The same program, so that it cannot rot. */
async function storm(
  name: string,
  ...options: readonly string[]
): Promise<Record<string, unknown>> {
  const words = [RUN, '--json', '--only', name, '--rounds', '1', ...options];
  const { stdout } = await promisify(execFile)(process.execPath, words).catch((error) => error);
  return JSON.parse(stdout);
}

test('E36: twenty processes on an expired token refresh once, and all print the new one', async () => {
  expect(await storm('refresh', '--processes', '20')).toMatchObject({
    ok: true,
    processes: 20,
    requests: 1,
    failed: 0,
  });
});

test('E49: ten processes exchange one single-use identity token once, and all succeed', async () => {
  expect(await storm('exchange', '--processes', '20')).toMatchObject({
    ok: true,
    processes: 10,
    requests: 1,
    failed: 0,
  });
});

test('with some that force a renewal among them, nobody fails and nothing is refused', async () => {
  expect(await storm('mixed', '--processes', '20')).toMatchObject({
    ok: true,
    failed: 0,
    refused: 0,
  });
});

test('beside programs that follow Claude Code’s lock alone, one refresh for all', async () => {
  expect(await storm('claude', '--processes', '60')).toMatchObject({
    ok: true,
    processes: 6,
    requests: 1,
  });
});

test('E37: killed at a random moment, it leaves a whole file and a lock that is free at once', async () => {
  expect(await storm('kills', '--kills', '6')).toMatchObject({
    ok: true,
    corruptFiles: 0,
    wrongModes: 0,
    loginOverThoughNoAnswerWasLost: 0,
  });
});
