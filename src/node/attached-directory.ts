import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { OwnDirectory } from '../attached.js';
import type { Env } from '../host.js';
import { codeOf, naming } from './file-errors.js';
import { temporaryBase, temporaryDirectory } from './temporary-directory.js';

const PREFIX = 'ant-exec-';

/**
 * A private directory that is this process's while it lives. It listens on a socket in it, which the
 * system closes however the process ends: whoever knocks and is refused knows that it is dead, without
 * trusting process ids, clocks or namespaces. Directories of the dead are removed on the way.
 */
export async function ownDirectory(env: Env): Promise<OwnDirectory> {
  const path = await naming('make a temporary directory in', PREFIX, () =>
    temporaryDirectory(PREFIX, env),
  );
  const server = await openDoor(path);
  await removeLeftovers(dirname(path));
  return {
    path,
    remove: async () => {
      server?.close();
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function doorOf(directory: string): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\${basename(directory)}`
    : join(directory, 'alive');
}

/** Until it is listened on, a socket refuses as that of the dead does: nobody may meet it under its name before. */
async function openDoor(directory: string): Promise<Server | undefined> {
  const door = doorOf(directory);
  if (process.platform === 'win32') return listen(door);
  const opening = join(directory, 'ajar');
  const server = await listen(opening);
  if (server !== undefined) await rename(opening, door);
  return server;
}

/** `undefined` where the path is too long for a socket: then nobody will take the directory for dead. */
function listen(door: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((visitor) => visitor.destroy());
    server.on('error', () => resolve(undefined));
    server.listen(door, () => resolve(server.unref()));
  });
}

/** Best effort: what cannot be removed is no reason to do nothing else. */
async function removeLeftovers(base: string): Promise<void> {
  for (const path of await deadIn(base)) {
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Those of this user whose process has died, which the next such process would remove. */
export async function deadDirectories(env: Env): Promise<readonly string[]> {
  return deadIn(temporaryBase(env));
}

async function deadIn(base: string): Promise<readonly string[]> {
  const names = await readdir(base).catch(() => []);
  const paths = names.filter((name) => name.startsWith(PREFIX)).map((name) => join(base, name));
  const dead: string[] = [];
  for (const path of paths) if ((await isOurs(path)) && (await isDead(path))) dead.push(path);
  return dead;
}

/** The place may be open to all users of the machine. */
async function isOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === (process.geteuid?.() ?? found.uid);
}

/** Without a door it has not been opened yet, or could not be: that is no death. A named pipe goes with its owner. */
function isDead(directory: string): Promise<boolean> {
  const gone = process.platform === 'win32' ? 'ENOENT' : 'ECONNREFUSED';
  return new Promise((resolve) => {
    const visitor = connect(doorOf(directory));
    visitor.on('error', (error) => resolve(codeOf(error) === gone));
    visitor.on('connect', () => {
      visitor.destroy();
      resolve(false);
    });
  });
}
