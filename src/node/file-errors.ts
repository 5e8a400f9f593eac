import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EEXIST: 'it is there already',
  ENOTEMPTY: 'the directory is not empty',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a symbolic link, or leads through too many of them',
  EBUSY: 'another program is using it',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EIO: 'the disk reported an input/output error',
  ERR_INVALID_ARG_VALUE: 'no path and no word for a program may hold a NUL character',
};

/** The code of a system error, as in `ENOENT`; empty for anything else. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** The system's reason in words, without a path. */
export function causeOf(error: unknown): string {
  const code = codeOf(error);
  return CAUSES[code] ?? (code === '' ? 'unexpected failure' : code);
}

/** `undefined` when what it asks for is not there (ENOENT). Any other error is thrown on. */
export function orNothing<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** One line for a failed file operation: `could not ${doing} PATH: cause`, and what to do if that is known. */
export function fileError(doing: string, path: string, error: unknown): AntError {
  if (error instanceof AntError) return error;
  return new AntError('file', `could not ${doing} ${printable(path, 300)}: ${causeOf(error)}`, {
    hint: hintFor(codeOf(error), path),
    cause: error,
  });
}

/** Does `work`; what goes wrong in it becomes a `fileError`. */
export async function naming<Value>(
  doing: string,
  path: string,
  work: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw fileError(doing, path, error);
  }
}

function hintFor(code: string, path: string): string | undefined {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'free some space and run the command again';
  if (code === 'EROFS') return 'use a directory that can be written to: --config-dir DIR';
  if (code === 'EBUSY') return 'close the program that has it open and run the command again';
  if (code === 'EACCES' || code === 'EPERM') return strangerHint(path);
  return undefined;
}

/** Says whose it is when it is not ours: most often what an earlier `sudo ant` left behind. */
function strangerHint(path: string): string | undefined {
  const us = process.geteuid?.();
  const owner = ownerOf(path);
  // What is not there, or cannot be looked at, is the business of the directory around it.
  if (owner === undefined) return path === dirname(path) ? undefined : strangerHint(dirname(path));
  if (owner === us) return undefined;
  const shown = printable(path, 300);
  const mend = `sudo chown -R ${us} '${shown.replaceAll("'", "'\\''")}'`;
  return `${shown} belongs to user ${owner} and you are user ${us}; if an earlier sudo made it: ${mend}`;
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
}
