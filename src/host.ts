import type { Attached } from './attached.js';
import type { Aws } from './aws.js';
import type { Checkup } from './checkup.js';
import type { Grpc } from './grpc.js';
import type { Secret } from './secret.js';
import type { Tree } from './tree.js';

/** The environment variables of the process, as they were at start. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * One HTTP request as plain data. Not the global `Request`: touching that class loads Node's bundled
 * HTTP client, which costs four times a bare start. Header names are lower-case.
 */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH' | 'HEAD' | 'OPTIONS';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds to give up after, where that is sooner than usual. */
  readonly limit?: number;
  /** Whom alone to trust with the server's name: certificates as PEM. Without it, whom this machine trusts. */
  readonly ca?: string;
  /** Its answer cannot be had twice: asked to stop, the program first waits for it. */
  readonly unrepeatable?: true;
};

/** One HTTP response as plain data. Header names are lower-case; the body is at most 1 MiB of text. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A file as it was found. `text` is empty unless `kind` is `file`. */
export type FileView = {
  readonly kind: 'file' | 'symlink' | 'directory' | 'other';
  /** Permission bits only, as in `0o600`. Always `0o600` on Windows, where they mean nothing. */
  readonly mode: number;
  /** Numeric owner; equal to `host.user` where the platform has no owners. */
  readonly owner: number;
  /** Number of hard links. */
  readonly links: number;
  readonly text: string;
};

export type ReadOptions = {
  /** Follow a symlink (Kubernetes' projected tokens are links). Default: report it as `symlink`. */
  readonly follow?: boolean;
  /** Bytes; a larger file is an `AntError('file')`. Default 1 MiB. */
  readonly maxBytes?: number;
};

export type WriteOptions = {
  /** Permission bits of the file, set whatever the umask. */
  readonly mode: number;
  /** Permission bits of directories that have to be made, likewise. */
  readonly directoryMode: number;
};

/** The file system. Every failure is an `AntError('file')` that names the path and the cause. */
export type Files = {
  /** `undefined` when nothing is there. Never blocks on a FIFO or device. */
  readonly read: (path: string, options?: ReadOptions) => Promise<FileView | undefined>;
  /** Temp file beside it, fsync, rename, fsync the directory. Refuses a symlink, FIFO or directory. */
  readonly write: (path: string, text: string, options: WriteOptions) => Promise<void>;
  /** Adds to the end with one write and fsync; makes the file. Refuses a symlink, FIFO or directory. */
  readonly append: (path: string, text: string, options: WriteOptions) => Promise<void>;
  /** `false` when nothing was there. Removes a file or a link, never what it points to. */
  readonly remove: (path: string) => Promise<boolean>;
  readonly removeTree: (path: string) => Promise<void>;
  /** Names in a directory, sorted; empty when there is none. */
  readonly list: (directory: string) => Promise<readonly string[]>;
  /** A new private directory (0700), on tmpfs where there is one. */
  readonly temporary: (prefix: string) => Promise<string>;
};

/** What tells a process from every other, so that a lock can tell whether its owner still lives. */
export type ProcessIdentity = {
  readonly pid: number;
  /** Opaque, and another for every process that was ever given this pid; absent where nobody says. */
  readonly started?: string;
  /** Opaque, and another after each start of the machine; absent where nobody says. */
  readonly boot?: string;
  /** Host name. */
  readonly machine: string;
  /** Within which set of processes `pid` means something: containers have their own. */
  readonly namespace?: string;
};

/** What a lock between processes is made of. A failure is an `AntError('file')`, as in `Files`. */
export type LockFiles = {
  readonly self: () => Promise<ProcessIdentity>;
  /** The process that has this pid on this machine; `undefined` when none has, or it is dead already. */
  readonly running: (pid: number) => Promise<Pick<ProcessIdentity, 'started'> | undefined>;
  /** Milliseconds on a clock that all processes of this machine share and nobody can set. */
  readonly ticks: () => number;
  /**
   * Makes a private file that is whole from the moment it is there, and the directories above it.
   * `false` when something of that name is there already; of several who try, one succeeds.
   */
  readonly publish: (path: string, text: string) => Promise<boolean>;
  /** Puts a whole private file in the place of another. */
  readonly replace: (path: string, text: string) => Promise<void>;
  /** Makes a directory that is removed when this process exits. `false` when something is there. */
  readonly makeDirectory: (path: string, mode: number) => Promise<boolean>;
  /** Removes an empty directory; `false` when there was none. */
  readonly removeDirectory: (path: string) => Promise<boolean>;
  /** Makes a directory look changed, now and every 5 seconds until the returned function is called. */
  readonly keepFresh: (path: string) => () => void;
  /** Permission bits, and when it was last changed in epoch seconds; `undefined` when nothing is there. */
  readonly look: (
    path: string,
  ) => Promise<{ readonly mode: number; readonly changedAt: number } | undefined>;
};

/**
 * What the keychain said. `absent`: there is none on this machine. The other states are a keychain
 * that exists but did not serve: `locked`, `denied` by the person, `hung` past the time limit, `failed`.
 */
export type KeychainAnswer<Value> =
  | { readonly state: 'ok'; readonly value: Value }
  | {
      readonly state: 'absent' | 'locked' | 'denied' | 'hung' | 'failed';
      readonly because: string;
    };

/** The operating system's keychain. Each call runs in a child that is killed after 3 seconds. */
export type Keychain = {
  readonly get: (account: string) => Promise<KeychainAnswer<Secret | undefined>>;
  readonly set: (account: string, secret: Secret) => Promise<KeychainAnswer<true>>;
  /** `value` is false when there was no such item (or the keychain hid it). */
  readonly remove: (account: string) => Promise<KeychainAnswer<boolean>>;
};

/** The raw streams a screen is drawn on: standard input, and standard error, so that stdout stays clean. */
export type Screen = { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };

export type Terminal = {
  /** stdout: the answer, and nothing but the answer. Written as given, no newline added. */
  readonly out: (text: string) => void;
  /** stderr: one line of the conversation; a newline is added. */
  readonly say: (line: string) => void;
  /** stdin and stderr are terminals, TERM is not dumb, no CI variable, no `--no-input`. */
  readonly interactive: boolean;
  /** stdout may carry colour. */
  readonly color: boolean;
  readonly columns: number;
  /** All of standard input as text. Over `maxBytes`: an `AntError('usage')`. */
  readonly readAll: (maxBytes: number) => Promise<string>;
  /** Only for `tui`, and only when `interactive`; without it every question is asked in plain lines. */
  readonly screen?: Screen | undefined;
  /** The next line typed or piped, `undefined` at the end of input or when aborted. */
  readonly readLine: (signal: AbortSignal) => Promise<string | undefined>;
};

export type Listener = {
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** Answers one request that arrived on a loopback listener. `url` is absolute, made from Host and target. */
export type Handler = (request: HttpRequest) => Promise<HttpResponse>;

export type ListenOptions = {
  /** 0 asks for any free port. A given port that is busy is an `AntError('network')` naming it. */
  readonly port: number;
  readonly handle: Handler;
};

export type ChildOptions = {
  readonly env: Env;
  /** Written to its standard input, which is then closed. */
  readonly input?: string;
  /** Called with each whole line of its stderr as it comes. */
  readonly onErrorLine?: (line: string) => void;
  readonly signal?: AbortSignal;
  /**
   * The signal ends what it has started, too. It has no terminal then, and a Ctrl-C there does not reach it. On Windows
   * no group of processes can be ended so, and only the child is.
   */
  readonly withDescendants?: boolean;
};

export type ChildResult = { readonly exitCode: number; readonly out: string; readonly err: string };

/** What the machine lends us. Types only: `node/` lends the real thing, tests lend a fake one. */
export type Host = {
  readonly env: Env;
  /** This program's version, as in `0.1.0`. */
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Absolute home directory; undefined when there is none. */
  readonly home: string | undefined;
  readonly cwd: string;
  /** Numeric user id; 0 where the platform has none. */
  readonly user: number;
  /** Whole epoch seconds, as in every `exp` and `iat`. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly random: (bytes: number) => Uint8Array;
  /**
   * Sends one request. Never follows a redirect, never retries. Gives up after 30 seconds or 1 MiB.
   * Every failure is an `AntError('network')` that names the host and the cause, never the body.
   */
  readonly http: (request: HttpRequest) => Promise<HttpResponse>;
  readonly files: Files;
  readonly tree: Tree;
  readonly locks: LockFiles;
  readonly keychain: Keychain;
  readonly terminal: Terminal;
  /** Asks the desktop to show a URL. `false` when no browser could be started; never throws. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** Listens on both loopback addresses, 127.0.0.1 and [::1] (where it exists), and nowhere else. */
  readonly listen: (options: ListenOptions) => Promise<Listener>;
  readonly child: (command: readonly string[], options: ChildOptions) => Promise<ChildResult>;
  readonly attached: Attached;
  readonly checkup: Checkup;
  readonly aws: Aws;
  readonly grpc: Grpc;
  /** Process id of whoever started this process; once that has ended, another (on Windows the same). */
  readonly parent: () => number;
  /** The command line that starts this program again, for `sandbox demo`. */
  readonly self: readonly string[];
  /** Aborted on SIGINT or SIGTERM; the reason is the signal's name. */
  readonly interrupt: AbortSignal;
};
