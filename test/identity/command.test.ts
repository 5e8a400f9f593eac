import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import { ambientSource, detectAll } from '../../src/identity/detect.js';
import { runChild } from '../../src/node/child.js';
import { fakeHost } from '../support/host.js';
import { lives } from '../support/lives.js';
import { tempDir } from '../support/temp.js';
import { ask, PLATFORM, refusal, told, unhurried } from './asking.js';

const SCRIPT = join(import.meta.dirname, '../standins/token-command.mjs');
const words = (behaviour: string, audience = PLATFORM) => [
  process.execPath,
  SCRIPT,
  behaviour,
  audience,
];

const machine = (env: Env = {}) => fakeHost({ env, child: runChild, sleep: unhurried });

function askCommand(list: unknown, host = machine()) {
  return ask(host, { id: 'command', settings: { command: JSON.stringify(list) } });
}

test.each(['plain', 'line', 'noisy'])(
  'one token is taken from a program that is %s',
  async (way) => {
    expect(await askCommand(words(way))).toMatchObject({
      claims: { aud: PLATFORM, sub: 'own-program' },
    });
  },
);

test.each([
  ['prints two lines', 'two', /printed something other than one JWT/, /by hand/],
  ['prints JSON', 'json', /printed something other than one JWT/, /by hand/],
  ['prints nothing', 'silent', /printed something other than one JWT/, /by hand/],
  ['fails', 'fails', /failed \(exit code 3\)$/, /by hand/],
  [
    'does not stop talking',
    'endless',
    /printed more than 1048576 bytes/,
    /one JWT and nothing else/,
  ],
])('E55: a program that %s gives no token', async (_, way, says, hints) => {
  const outcome = await askCommand(words(way));
  expect(outcome).toEqual(refusal(says, hints));
  expect(told(outcome)).not.toContain('eyJ');
});

test('E55: a program that hangs is stopped', async () => {
  const host = fakeHost({ child: runChild });
  expect(await askCommand(words('hangs'), host)).toEqual(
    refusal(/took longer than 10 seconds/, /by hand/),
  );
});

test('E55: whatever a program that hangs has started is stopped along with it', async () => {
  const pids = join(tempDir(), 'pids');
  // `sleep` has the shell's deaf ear to SIGTERM.
  const script = `trap '' TERM; sleep 300 & echo $$ $! >'${pids}.new'; mv '${pids}.new' '${pids}'; wait`;
  const sleep = async () => void (await vi.waitFor(() => readFileSync(pids), 20_000));
  const host = fakeHost({ env: { PATH: process.env.PATH }, child: runChild, sleep });
  expect(await askCommand(['sh', '-c', script], host)).toEqual(
    refusal(/took longer than 10 seconds/, /by hand/),
  );
  const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
  expect(started).toHaveLength(2);
  await vi.waitFor(() => expect(started.filter(lives)).toEqual([]), 10_000);
}, 40_000);

test('a program that is not there is named', async () => {
  expect(await askCommand(['no-such-program-at-all'])).toEqual(
    refusal(/could not start no-such-program-at-all: no such program/, /on PATH/),
  );
});

test('a token for somebody else is not handed out', async () => {
  expect(await askCommand(words('plain', 'https://other.example'))).toEqual(
    refusal(/audience "https:\/\/other\.example"/, /--audience/),
  );
});

test('E55: no shell reads the words', async () => {
  const path = join(tempDir(), 'made');
  const audience = `$(touch ${path}); \`touch ${path}\``;
  const command = JSON.stringify(words('plain', audience));
  const outcome = await ask(machine(), { id: 'command', audience, settings: { command } });
  expect(outcome).toMatchObject({ claims: { aud: audience } });
  expect(existsSync(path)).toBe(false);
});

test.each([
  ['not JSON', 'spire-agent api fetch'],
  ['a text', '"spire-agent"'],
  ['an empty list', '[]'],
  ['a list of an empty text', '[""]'],
  ['a list with a number', '["sleep",1]'],
  ['a list with a NUL, which no program can be handed', '["sleep","1\\u0000"]'],
])('a setting that is %s is refused before anything runs', async (_, command) => {
  const outcome = await ask(fakeHost(), { id: 'command', settings: { command } });
  expect(outcome).toEqual(refusal(/command is not a JSON list of texts/, /--source-setting/));
});

const profile = (from: string, behaviour = 'plain') => ({
  kind: 'source' as const,
  id: 'command' as const,
  audience: PLATFORM,
  settings: { command: JSON.stringify(words(behaviour)) },
  from,
});

test('E55: a profile’s command is not run, and is told how it would be', async () => {
  // `fakeHost` fails a test in which a program is started.
  await expect(askSource(fakeHost(), profile('profile "ci"'))).rejects.toMatchObject({
    code: 'identity-token',
    message: 'profile "ci" names a command to run, which is not allowed',
    hint: expect.stringContaining('ANT_ALLOW_PROFILE_SOURCE=1'),
  });
});

test.each(['0', 'true', ' 1'])('E55: ANT_ALLOW_PROFILE_SOURCE=%s allows nothing', async (value) => {
  const host = fakeHost({ env: { ANT_ALLOW_PROFILE_SOURCE: value } });
  await expect(askSource(host, profile('profile "ci"'))).rejects.toThrow(/not allowed/);
});

test('E55: a profile’s command is run where it is allowed', async () => {
  const asked = askSource(machine({ ANT_ALLOW_PROFILE_SOURCE: '1' }), profile('profile "ci"'));
  await expect(asked).resolves.toBeDefined();
});

test('E55: it is never found by itself', async () => {
  expect(ambientSource(await detectAll(fakeHost()))).toBeUndefined();
});
