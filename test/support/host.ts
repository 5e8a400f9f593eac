import type { Checkup } from '../../src/checkup.js';
import { AntError } from '../../src/errors.js';
import type {
  Files,
  Handler,
  Host,
  HttpRequest,
  Keychain,
  KeychainAnswer,
  LockFiles,
  Terminal,
} from '../../src/host.js';
import { Secret } from '../../src/secret.js';
import { fakeCheckup } from './checkup.js';
import { type Disk, fakeDisk, fakeFiles } from './disk.js';
import { fakeLocks } from './locks.js';

export const NOON = Date.UTC(2026, 10, 22, 12) / 1000;

type Given = Omit<Partial<Host>, 'files' | 'locks' | 'keychain' | 'terminal' | 'checkup'> & {
  /** What lies on the disk: see `fakeDisk`. */
  readonly disk?: Parameters<typeof fakeDisk>[0];
  /** What rests in the keychain, by account. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What standard input holds. */
  readonly stdin?: string;
  /** Single members to replace, as in `files: { write: async () => { throw … } }`. */
  readonly files?: Partial<Files>;
  readonly locks?: Partial<LockFiles>;
  readonly keychain?: Partial<Keychain>;
  readonly terminal?: Partial<Terminal>;
  readonly checkup?: Partial<Checkup>;
};

/** What the fake machine remembers, for a test to look at or change. */
type Memory = {
  /** stdout, a piece per write. */
  readonly out: string[];
  /** stderr, a line each. */
  readonly said: string[];
  /** Requests, in order. */
  readonly sent: HttpRequest[];
  /** URLs the browser was asked to show. */
  readonly opened: string[];
  /** Milliseconds of each sleep. */
  readonly slept: number[];
  readonly disk: Disk;
  /** The keychain. Set `state` to `locked`, `hung` and so on, and every call answers that. */
  readonly vault: { state: KeychainAnswer<unknown>['state']; readonly items: Map<string, string> };
  /** Who listens, by port: `await host.listeners.get(port)?.(request)` is a request arriving. */
  readonly listeners: Map<number, Handler>;
  /** Lets the clock run. */
  readonly pass: (seconds: number) => void;
};

export type FakeHost = Host & Memory;

/** A machine with nothing on it. Give it what the test is about; it remembers what was said and sent. */
export function fakeHost(given: Given = {}): FakeHost {
  const { disk: onDisk, secrets = {}, stdin = '', ...parts } = given;
  const { files, locks, keychain, terminal, checkup, ...replaced } = parts;
  const disk = fakeDisk(onDisk);
  const clock = fakeClock();
  const memory: Memory = {
    out: [],
    said: [],
    sent: [],
    opened: [],
    slept: clock.slept,
    disk,
    vault: { state: 'ok', items: new Map(Object.entries(secrets)) },
    listeners: new Map(),
    pass: clock.pass,
  };
  const host: Host = {
    env: {},
    version: '0.0.0-test',
    platform: 'linux',
    home: '/home/ada',
    cwd: '/home/ada/project',
    user: 1000,
    now: clock.now,
    sleep: clock.sleep,
    random: fakeRandom(),
    child: unexpected('a child process'),
    attached: { run: unexpected('a program'), directory: unexpected('a private directory') },
    tree: { look: unexpected('a path'), walk: nothingToWalk, search: unexpected('a file') },
    parent: () => 1,
    self: ['node', 'ant'],
    interrupt: new AbortController().signal,
    ...replaced,
    http: (request) => {
      memory.sent.push(request);
      return (given.http ?? unexpected('the network'))(request);
    },
    openBrowser: async (url) => {
      memory.opened.push(url);
      return given.openBrowser?.(url) ?? false;
    },
    listen: given.listen ?? fakeListen(memory.listeners),
    files: { ...fakeFiles(disk), ...files },
    locks: { ...fakeLocks(disk, clock), ...locks },
    keychain: { ...fakeKeychain(memory.vault), ...keychain },
    terminal: { ...fakeTerminal(memory, stdin), ...terminal },
    checkup: { ...fakeCheckup(disk), ...checkup },
    grpc: given.grpc ?? { call: unexpected('an agent') },
    aws: given.aws ?? { webIdentityToken: unexpected('Amazon’s client') },
  };
  return { ...host, ...memory };
}

function unexpected(what: string) {
  return async (): Promise<never> => {
    throw new Error(`this test did not say what ${what} answers`);
  };
}

function nothingToWalk(): never {
  throw new Error('this test did not say what a walk meets');
}

function fakeClock() {
  let elapsed = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => Math.floor(NOON + elapsed / 1000),
    ticks: () => elapsed,
    pass: (seconds: number) => {
      elapsed += seconds * 1000;
    },
    /** Returns at once, with the clock moved on. */
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      if (signal?.aborted) return;
      slept.push(milliseconds);
      elapsed += milliseconds;
    },
  };
}

/** Different at every call, the same in every run. */
function fakeRandom(): Host['random'] {
  let next = 0;
  return (bytes) =>
    Uint8Array.from({ length: bytes }, () => {
      next += 1;
      return (next * 167) % 256;
    });
}

function fakeListen(listeners: Map<number, Handler>): Host['listen'] {
  let free = 49_152;
  return async ({ port, handle }) => {
    if (port === 0) free += 1;
    const taken = port === 0 ? free : port;
    if (listeners.has(taken)) throw new AntError('network', `port ${taken} is already in use`);
    listeners.set(taken, handle);
    return {
      port: taken,
      close: async () => {
        listeners.delete(taken);
      },
    };
  };
}

function fakeKeychain(vault: Memory['vault']): Keychain {
  const answer = <Value>(serve: () => Value): KeychainAnswer<Value> =>
    vault.state === 'ok'
      ? { state: 'ok', value: serve() }
      : { state: vault.state, because: `the test's keychain is ${vault.state}` };
  return {
    get: async (account) =>
      answer(() => {
        const value = vault.items.get(account);
        return value === undefined ? undefined : new Secret(value);
      }),
    set: async (account, secret) =>
      answer(() => {
        vault.items.set(account, secret.reveal());
        return true;
      }),
    remove: async (account) => answer(() => vault.items.delete(account)),
  };
}

function fakeTerminal({ out, said }: Memory, stdin: string): Terminal {
  const lines = stdin === '' ? [] : stdin.replace(/\n$/, '').split('\n');
  return {
    out: (text) => {
      out.push(text);
    },
    say: (line) => {
      said.push(line);
    },
    interactive: false,
    color: false,
    columns: 80,
    readAll: async (maxBytes) => {
      if (Buffer.byteLength(stdin) > maxBytes) {
        throw new AntError('usage', `standard input is larger than ${maxBytes} bytes`);
      }
      return stdin;
    },
    readLine: async (signal) => (signal.aborted ? undefined : lines.shift()),
  };
}
