import { spawn } from 'node:child_process';
import type { Env, Keychain, KeychainAnswer } from '../host.js';
import { readJsonObject } from '../json.js';
import { Secret } from '../secret.js';
import type { Ask } from './keychain-message.js';
import { refusalOf } from './keychain-reason.js';

const SERVICE = 'ant-auth';
/** `CRED_MAX_CREDENTIAL_BLOB_SIZE` of Windows. */
const WINDOWS_MAX_BYTES = 2560;

/** All that the native library needs. Not `NODE_OPTIONS`, and no locale: its messages are matched. */
const PASSED_ON = [
  'PATH HOME USER LOGNAME TMPDIR',
  'DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_RUNTIME_DIR XDG_DATA_HOME',
  'SystemRoot windir APPDATA LOCALAPPDATA USERPROFILE USERNAME USERDOMAIN TEMP TMP',
].flatMap((line) => line.split(' '));

export type KeychainSetup = {
  readonly env: Env;
  /** Path of the built `keychain-helper.cjs`. */
  readonly helper: string;
  /** Milliseconds after which a call is killed. */
  readonly limit: number;
};

/** The operating system's keychain, asked through a child process that is killed at the time limit. */
export function realKeychain(setup: KeychainSetup): Keychain {
  return {
    get: (account) =>
      ask(setup, { action: 'get', service: SERVICE, account }, (value) =>
        typeof value === 'string' ? new Secret(value) : undefined,
      ),
    set: async (account, secret) => {
      const bytes = secret.reveal();
      const because = unfit(bytes);
      if (because !== undefined) return { state: 'failed', because };
      return ask(setup, { action: 'set', service: SERVICE, account, secret: bytes }, () => true);
    },
    remove: (account) =>
      ask(setup, { action: 'remove', service: SERVICE, account }, (value) => value === true),
  };
}

/** What a keychain would cut short or refuse with words nobody understands. */
function unfit(value: string): string | undefined {
  if (value === '') return 'an empty value cannot be kept';
  if (value.includes('\0')) return 'a value with a NUL character cannot be kept';
  const tooLong = process.platform === 'win32' && Buffer.byteLength(value) > WINDOWS_MAX_BYTES;
  return tooLong
    ? `the value is over the ${WINDOWS_MAX_BYTES} bytes that Windows keeps`
    : undefined;
}

async function ask<Value>(
  setup: KeychainSetup,
  question: Ask,
  read: (value: unknown) => Value,
): Promise<KeychainAnswer<Value>> {
  const { out, ending } = await runHelper(setup, JSON.stringify(question));
  if (ending === 'too slow') {
    const because = `the keychain did not answer within ${setup.limit / 1000} seconds`;
    return { state: 'hung', because };
  }
  const reply = readJsonObject(out);
  if (reply?.state === 'ok') return { state: 'ok', value: read(reply.value) };
  if (reply?.state === 'absent') return { state: 'absent', because: noLibrary() };
  if (typeof reply?.message === 'string') return refusalOf(reply.message);
  return { state: 'failed', because: `the keychain helper ended early (${ending})` };
}

function noLibrary(): string {
  return process.platform === 'linux'
    ? 'the keychain library cannot be loaded (is libsecret-1-0 installed?)'
    : 'the keychain library cannot be loaded';
}

type Run = { readonly out: string; readonly ending: string };

/** The question goes over standard input: arguments and environments can be read by other processes. */
function runHelper({ env, helper, limit }: KeychainSetup, question: string): Promise<Run> {
  return new Promise((resolve) => {
    const kept = Object.fromEntries(PASSED_ON.map((name) => [name, env[name]]));
    const child = spawn(process.execPath, [helper], {
      env: kept,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let tooSlow = false;
    const timer = setTimeout(() => {
      tooSlow = true;
      child.kill('SIGKILL');
      child.stdout.destroy();
    }, limit);
    const out: Buffer[] = [];
    const end = (ending: string) => {
      clearTimeout(timer);
      resolve({ out: Buffer.concat(out).toString('utf8'), ending: tooSlow ? 'too slow' : ending });
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(signal ?? `exit code ${code}`));
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    // A child that ended before it read the question says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(question);
  });
}
