import { AntError } from '../errors.js';
import type { FileView, Host } from '../host.js';

/** What looking into files takes. */
export type FileMachine = Pick<Host, 'platform' | 'cwd' | 'files'>;

/** A file as far as it could be read. */
export type Looked =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly because: string }
  | { readonly state: 'found'; readonly view: FileView };

/** Reads a file, through links. A failure is an answer like any other. */
export async function look({ files }: FileMachine, path: string): Promise<Looked> {
  try {
    const view = await files.read(path, { follow: true });
    if (view === undefined) return { state: 'absent' };
    if (view.kind === 'file') return { state: 'found', view };
    return { state: 'unreadable', because: 'it is not a regular file' };
  } catch (error) {
    return { state: 'unreadable', because: reason(error) };
  }
}

/** Names in a directory; none when it cannot be listed, because what is named is looked for anyway. */
export async function namesIn(
  { files }: FileMachine,
  directory: string,
): Promise<readonly string[]> {
  try {
    return await files.list(directory);
  } catch {
    return [];
  }
}

/** As every client takes a path: relative to the working directory, and `~` is a name like any other. */
export function literalPath({ platform, cwd }: FileMachine, path: string): string {
  const absolute = platform === 'win32' ? /^([A-Za-z]:)?[\\/]/ : /^\//;
  return absolute.test(path) ? path : joined(platform, cwd, path);
}

/** The root ends in a separator already. */
export function joined(
  platform: Host['platform'],
  base: string,
  ...names: readonly string[]
): string {
  const separator = platform === 'win32' ? '\\' : '/';
  return [base === '/' && names.length > 0 ? '' : base, ...names].join(separator);
}

function reason(error: unknown): string {
  return error instanceof AntError ? error.message : 'it cannot be read';
}
