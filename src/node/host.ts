import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AntError } from '../errors.js';
import type { Env, Host, Keychain } from '../host.js';
import { realCheckup } from './checkup.js';
import { realFiles } from './files.js';
import { interruptSignal } from './interrupt.js';
import { realLocks } from './lock-files.js';
import { realTerminal } from './terminal.js';
import { traced } from './trace.js';

const REQUEST_LIMIT = 30_000;
const KEYCHAIN_LIMIT = 3_000;
/** `setTimeout` fires at once when it is given more than this. */
const LONGEST_SLEEP = 2 ** 31 - 1;

export type Send = typeof import('./http.js').send;

export type Setup = {
  readonly version: string;
  /** Path of the built keychain helper; by default it lies beside the running file. */
  readonly helper?: string;
  /** What sends a request, where it is at hand; by default it is loaded when there is one. */
  readonly send?: Send;
  /** Told one line about each request, for `--debug`. */
  readonly trace?: (line: string) => void;
};

/** The machine this process runs on. What costs time to load is loaded when it is first used. */
export function realHost({ version, helper = besideUs(), send = lazySend, trace }: Setup): Host {
  const env: Env = { ...process.env };
  const interrupt = interruptSignal();
  const sent: Host['http'] = (request) => send(request, { env, interrupt, limit: REQUEST_LIMIT });
  const http = trace === undefined ? sent : traced(sent, trace);
  return {
    env,
    version,
    platform: platform(),
    home: home(),
    get cwd() {
      return cwd();
    },
    user: process.geteuid?.() ?? 0,
    now: () => Math.floor(Date.now() / 1000),
    sleep,
    random: (bytes) => Uint8Array.from(randomBytes(bytes)),
    http,
    files: realFiles(env),
    tree: lazyTree,
    locks: realLocks,
    keychain: lazyKeychain(env, helper),
    terminal: realTerminal(env, interrupt),
    openBrowser: async (url) => (await import('./browser.js')).openBrowser(url, env),
    listen: async (options) => (await import('./listen.js')).listen(options),
    child: async (command, options) => (await import('./child.js')).runChild(command, options),
    attached: {
      run: async (command, options) =>
        (await import('./attached-child.js')).runAttached(command, options),
      directory: async () => (await import('./attached-directory.js')).ownDirectory(env),
    },
    checkup: realCheckup(env, interrupt),
    aws: {
      webIdentityToken: async (request) =>
        (await import('./aws.js')).webIdentityToken(http, request),
    },
    parent: () => process.ppid,
    grpc: {
      call: async (request) => (await import('./grpc.js')).callGrpc(request, interrupt),
    },
    self: [process.execPath, ...process.argv.slice(1, 2)],
    interrupt,
  };
}

const lazySend: Send = async (request, network) =>
  (await import('./http.js')).send(request, network);

const lazyTree: Host['tree'] = {
  look: async (path) => (await import('./tree.js')).realTree.look(path),
  walk: async function* (root, enter) {
    yield* (await import('./tree.js')).realTree.walk(root, enter);
  },
  search: async (real, needles) => (await import('./tree.js')).realTree.search(real, needles),
};

function lazyKeychain(env: Env, helper: string): Keychain {
  const load = async () => {
    const { realKeychain } = await import('./keychain.js');
    return realKeychain({ env, helper, limit: KEYCHAIN_LIMIT });
  };
  return {
    get: async (account) => (await load()).get(account),
    set: async (account, secret) => (await load()).set(account, secret),
    remove: async (account) => (await load()).remove(account),
  };
}

function besideUs(): string {
  return fileURLToPath(new URL('./keychain-helper.cjs', import.meta.url));
}

/** Every other system that Node runs on has the habits of Linux. */
function platform(): Host['platform'] {
  const name = process.platform;
  return name === 'darwin' || name === 'win32' ? name : 'linux';
}

/** `homedir` looks there first, and throws for a user id without a password entry, as containers have. */
function home(): string | undefined {
  try {
    const directory = (process.platform === 'win32' ? '' : process.env.HOME) || homedir();
    return isAbsolute(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

function cwd(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new AntError('file', 'the current directory no longer exists', {
      hint: 'cd to another directory and run the command again',
      cause,
    });
  }
}

/** Ends early, without an error, when the signal aborts. */
function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST_SLEEP));
    signal?.addEventListener('abort', done);
  });
}
