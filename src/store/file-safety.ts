import type { FileView, Host } from '../host.js';
import { printable } from '../printable.js';

/** Where a file or directory lies, and who asks. */
export type Place = Pick<Host, 'user' | 'platform'> & { readonly path: string };

/** Why a file or directory is not to be trusted with secrets, and what to do about it. */
export type Problem = { readonly message: string; readonly hint: string };

/** Whether the secrets in this file may be used. Modes and owners mean nothing on Windows. */
export function fileProblem(view: FileView, place: Place): Problem | undefined {
  return replaceProblem(view, place) ?? exposure(view, place);
}

/** Whether this file may be replaced by a private one: what others could read then no longer matters. */
export function replaceProblem(view: FileView, place: Place): Problem | undefined {
  if (view.kind !== 'file') {
    return {
      message: `${shown(place)} is ${KINDS[view.kind]}, not a file that ant would keep secrets in`,
      hint: 'move it away and run: ant auth login',
    };
  }
  if (place.platform === 'win32' || view.owner === place.user) return undefined;
  return foreign(view, place);
}

/** Whether others could swap files in this directory. The sticky bit keeps them from it. */
export function directoryProblem(view: FileView, place: Place): Problem | undefined {
  if (place.platform === 'win32' || view.kind !== 'directory') return undefined;
  if (view.owner !== place.user && view.owner !== ROOT) return foreign(view, place);
  const open = (view.mode & 0o002) !== 0 && (view.mode & 0o1000) === 0;
  if (!open) return undefined;
  return {
    message: `everyone may put files into ${shown(place)} (mode ${octal(view.mode)})`,
    hint: `run: chmod o-w ${shellWord(place.path)}`,
  };
}

const ROOT = 0;

const KINDS = {
  symlink: 'a symbolic link',
  directory: 'a directory',
  other: 'a device, pipe or socket',
} as const;

function exposure({ mode, links }: FileView, place: Place): Problem | undefined {
  if (place.platform === 'win32') return undefined;
  if ((mode & 0o077) !== 0) {
    return {
      message: `${shown(place)} is open to other users (mode ${octal(mode)})`,
      hint: `run: chmod 600 ${shellWord(place.path)}`,
    };
  }
  if (links <= 1) return undefined;
  return {
    message: `${shown(place)} has ${links} names (hard links), so it may be read under another one`,
    hint: 'remove the other names, or move it away and run: ant auth login',
  };
}

function foreign({ owner }: FileView, place: Place): Problem {
  return {
    message: `${shown(place)} belongs to another user (uid ${owner}, and you are ${place.user})`,
    hint:
      place.user === ROOT
        ? 'run ant as that user, without sudo'
        : `run: sudo chown ${place.user} ${shellWord(place.path)}`,
  };
}

function shown({ path }: Place): string {
  return printable(path, 300);
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}

/** A path as it can be pasted into a shell. */
export function shellWord(path: string): string {
  const safe = printable(path, 300);
  return /^[\w./:@%+=-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
