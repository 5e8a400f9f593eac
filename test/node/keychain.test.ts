import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { realKeychain } from '../../src/node/keychain.js';
import { refusalOf } from '../../src/node/keychain-reason.js';
import { Secret } from '../../src/secret.js';
import { keychainHelper, program } from '../support/program.js';
import { needs, onPath } from '../support/require.js';
import { tempDir } from '../support/temp.js';

const run = promisify(execFile);
const keychain = (env: Env, helper = keychainHelper(), limit = 20_000) =>
  realKeychain({ env, helper, limit });

/** A keychain whose helper is this script, to see what a helper is given and how it may fail. */
function scripted(script: string, limit?: number) {
  const helper = join(tempDir(), 'helper.cjs');
  writeFileSync(helper, script);
  return keychain({ PATH: process.env.PATH, SEEN: 'no', NODE_OPTIONS: '--bogus' }, helper, limit);
}

describe('the words of a keychain and their meaning', () => {
  test.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'absent'],
    ['Failed to execute child process “dbus-launch” (No such file or directory)', 'absent'],
    ['Cannot spawn a message bus without a machine-id: Unable to load /etc/machine-id', 'absent'],
    ['Could not connect: No such file or directory', 'absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
    ['A default keychain could not be found.', 'absent'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['The unlock prompt was dismissed', 'denied'],
    ['User canceled the operation.', 'denied'],
    ['The user name or passphrase you entered is not correct.', 'denied'],
    ['Timeout was reached', 'hung'],
    ['The stub received bad data.', 'failed'],
  ])('%s: %s', (message, state) => {
    expect(refusalOf(message).state).toBe(state);
  });

  test('words that nobody knows are shown, but cannot drive the terminal', () => {
    expect(refusalOf('odd\u001b[2J')).toEqual({ state: 'failed', because: 'odd?[2J' });
  });
});

describe('a call', () => {
  test('E66: is killed at its time limit, and hung is the word for it', async () => {
    const hangs = scripted('setInterval(() => 0, 1000)', 300);
    expect(await hangs.get('account')).toEqual({
      state: 'hung',
      because: 'the keychain did not answer within 0.3 seconds',
    });
  });

  test('E66: is not waited for through a program that it started', async () => {
    const note = join(tempDir(), 'pid');
    const hangs = scripted(
      `const { pid } = require('child_process').spawn('sleep', ['60'], { stdio: 'inherit' });
      require('fs').writeFileSync(${JSON.stringify(note)}, String(pid));
      setInterval(() => 0, 1000)`,
      4_000,
    );
    expect(await hangs.get('account')).toMatchObject({ state: 'hung' });
    process.kill(Number(readFileSync(note, 'utf8')));
  }, 20_000);

  test('that ends without an answer failed, and says how', async () => {
    const crashes = scripted('process.kill(process.pid, "SIGSEGV"); setInterval(() => 0, 1000)');
    expect(await crashes.get('account')).toEqual({
      state: 'failed',
      because: 'the keychain helper ended early (SIGSEGV)',
    });
    expect(await keychain({}, '/nowhere/helper.cjs').get('account')).toMatchObject({
      state: 'failed',
      because: 'the keychain helper ended early (exit code 1)',
    });
  });

  test('E69: the secret is in neither the arguments nor the environment of the helper', async () => {
    const seen = join(tempDir(), 'seen');
    const spy = scripted(`
      process.stdin.on('data', (text) => {
        require('fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify({
          argv: [process.argv, process.execArgv], env: process.env, input: JSON.parse(text),
        }));
        process.stdout.write('{"state":"ok","value":true}');
      });
    `);
    expect(await spy.set('the account', new Secret('the secret'))).toEqual({
      state: 'ok',
      value: true,
    });
    const { argv, env, input } = JSON.parse(readFileSync(seen, 'utf8'));
    expect(input).toMatchObject({
      service: 'ant-auth',
      account: 'the account',
      secret: 'the secret',
    });
    expect(JSON.stringify([argv, env])).not.toContain('the secret');
    expect(env).toEqual({ PATH: process.env.PATH });
  });

  test.each([
    ['an empty value', '', 'an empty value cannot be kept'],
    ['a value with a NUL', 'a\0b', 'a value with a NUL character cannot be kept'],
  ])('to keep %s is refused before anything is asked', async (_story, value, because) => {
    const never = keychain({}, '/nowhere/helper.cjs');
    expect(await never.set('account', new Secret(value))).toEqual({ state: 'failed', because });
  });
});

function hasLibsecret(): boolean {
  return spawnSync('sh', ['-c', 'ls /usr/lib/*/libsecret-1.so.0']).status === 0;
}

describe.runIf(needs('libsecret-1-0', hasLibsecret))('no keychain on this machine', () => {
  const bare = { PATH: process.env.PATH, HOME: '/nonexistent' };

  test('without a session bus', async () => {
    expect(await keychain(bare).get('account')).toEqual({
      state: 'absent',
      because: 'there is no D-Bus session here',
    });
  });

  test('with a display, which might have started one', async () => {
    expect(await keychain({ ...bare, DISPLAY: ':1973' }).get('account')).toEqual({
      state: 'absent',
      because: 'there is no D-Bus session here',
    });
  });

  test('with a bus address that leads nowhere', async () => {
    const dead = keychain({ ...bare, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' });
    expect(await dead.set('account', new Secret('value'))).toEqual({
      state: 'absent',
      because: 'the D-Bus session is gone',
    });
  });
});

/** Runs calls in a process of its own, under a shell line that prepares the bus and runs `"$@"`. */
async function under(words: readonly string[], calls: string, limit = 20_000): Promise<unknown> {
  const path = program(`
    import { realKeychain } from './keychain.js';
    import { Secret } from '../secret.js';
    const { env } = process;
    const keychain = realKeychain({ env, helper: ${JSON.stringify(keychainHelper())}, limit: ${limit} });
    const shown = (answer) => answer.value instanceof Secret ? answer.value.reveal() : (answer.value ?? answer.state);
    const told = [];
    for (const call of [${calls}]) told.push(shown(await call()));
    process.stdout.write(JSON.stringify(told));
  `);
  const [command = '', ...rest] = [...words, process.execPath, path];
  const { stdout } = await run(command, rest);
  return JSON.parse(stdout.slice(stdout.indexOf('[')));
}

const GET = "() => keychain.get('a')";
const SET = "() => keychain.set('a', new Secret('grüße\\n' + 'x'.repeat(20000)))";
const REMOVE = "() => keychain.remove('a')";
const KEYRING = join(import.meta.dirname, '../support/with-keyring.sh');
const sh = (line: string) => [KEYRING, 'sh', '-c', `${line}; "$@"`, 'sh'];

describe.runIf(needs('gnome-keyring', () => onPath('gnome-keyring-daemon')))(
  'a real keyring',
  () => {
    test('keeps, gives back, replaces and forgets', async () => {
      const again = "() => keychain.set('a', new Secret('second'))";
      const told = await under(
        [KEYRING],
        [GET, REMOVE, SET, GET, again, GET, REMOVE, GET].join(','),
      );
      const first = `grüße\n${'x'.repeat(20_000)}`;
      expect(told).toEqual(['ok', false, true, first, true, 'second', true, 'ok']);
    });

    test('E66: a locked one shows no item and takes none', async () => {
      const call = 'call org.freedesktop.secrets /org/freedesktop/secrets';
      const lock = `busctl --user ${call} org.freedesktop.Secret.Service Lock ao 1 /org/freedesktop/secrets/collection/login >/dev/null`;
      expect(await under(sh(lock), [GET, REMOVE, SET].join(','))).toEqual(['ok', false, 'locked']);
    });

    test('E66: a frozen one is given up on at the time limit', async () => {
      const freeze = `pid=$(busctl --user call org.freedesktop.DBus / org.freedesktop.DBus GetConnectionUnixProcessID s org.freedesktop.secrets | cut -d' ' -f2)
      kill -STOP "$pid"; "$@"; rc=$?; kill -CONT "$pid"; exit $rc`;
      expect(await under([KEYRING, 'sh', '-c', freeze, 'sh'], GET, 1_000)).toEqual(['hung']);
    });

    test('a bus without a keychain is a machine without one', async () => {
      const config = join(tempDir(), 'bus.conf');
      writeFileSync(
        config,
        `<busconfig><type>session</type><listen>unix:tmpdir=${tempDir()}</listen>
       <policy context="default"><allow send_destination="*" eavesdrop="true"/>
       <allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
      );
      expect(await under(['dbus-run-session', `--config-file=${config}`, '--'], GET)).toEqual([
        'absent',
      ]);
    });
  },
);
