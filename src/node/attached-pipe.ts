import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from './temporary-directory.js';

/** A pipe that the other side can write to. The writer is a file descriptor, to be closed once it is handed over. */
export type Pipe = { readonly reader: Socket; readonly writer: number };

/**
 * A real pipe. What Node calls one is a pair of sockets, and a program that has such a thing for
 * output cannot open /dev/stdout or /dev/stderr, as many a shell script does. There is no call for it,
 * but for its namesake: `undefined` where that cannot be made, and sockets must do.
 */
export async function openPipe(): Promise<Pipe | undefined> {
  if (process.platform === 'win32') return undefined;
  let directory: string | undefined;
  try {
    directory = temporaryDirectory('ant-pipe-', process.env);
    const path = join(directory, 'pipe');
    await promisify(execFile)('mkfifo', ['-m', '600', path]);
    // Opening the read end without waiting lets the write end open without a wait either.
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(path, constants.O_WRONLY);
    return { reader: new Socket({ fd: reader, readable: true, writable: false }), writer };
  } catch {
    return undefined;
  } finally {
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  }
}
