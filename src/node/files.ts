import { readdirSync, rmSync, unlinkSync } from 'node:fs';
import type { Env, Files } from '../host.js';
import { appendWhole } from './append-whole.js';
import { naming, orNothing } from './file-errors.js';
import { readWhole } from './read-whole.js';
import { temporaryDirectory } from './temporary-directory.js';
import { writeWhole } from './write-whole.js';

/**
 * The real file system; `env` says where private temporary directories belong. It waits for each call, as there is
 * nothing else to be done meanwhile: to load Node's asynchronous calls costs a sixth of a bare start.
 */
export function realFiles(env: Env): Files {
  return {
    read: (path, options) => naming('read', path, () => readWhole(path, options)),
    write: (path, text, options) => naming('write', path, () => writeWhole(path, text, options)),
    append: (path, text, options) => naming('add to', path, () => appendWhole(path, text, options)),
    remove: (path) => naming('remove', path, () => remove(path)),
    removeTree: (path) =>
      naming('remove', path, () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })),
    list: (directory) =>
      naming('list', directory, () => (orNothing(() => readdirSync(directory)) ?? []).sort()),
    temporary: (prefix) =>
      naming('make a temporary directory in', prefix, () => temporaryDirectory(prefix, env)),
  };
}

function remove(path: string): boolean {
  const removed = orNothing(() => {
    unlinkSync(path);
    return true;
  });
  return removed ?? false;
}
