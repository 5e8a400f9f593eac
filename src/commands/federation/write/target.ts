import { AntError } from '../../../errors.js';
import { printable } from '../../../printable.js';

/** Where an access token is handed over to the steps that follow. */
export type Target =
  | { readonly kind: 'github' | 'azure-pipelines'; readonly as: 'variable' | 'profile' }
  | { readonly kind: 'gitlab' | 'dotenv' | 'file'; readonly path: string };

const FORMS =
  'github-profile, github, azure-pipelines-profile, azure-pipelines, gitlab:FILE, dotenv:FILE or file:FILE';

/** What `--write` was given. An `AntError('usage')` when it is none of the forms. */
export function readTarget(text: string): Target {
  const [, kind = '', profile, path] = /^([a-z-]+?)(-profile)?(?::(.*))?$/su.exec(text) ?? [];
  if (isRunner(kind) && path === undefined) {
    return { kind, as: profile === undefined ? 'variable' : 'profile' };
  }
  if (isFile(kind) && profile === undefined) return { kind, path: checkedPath(kind, path) };
  throw new AntError('usage', `--write does not know "${printable(text, 60)}"`, {
    hint: `it takes ${FORMS}; elsewhere run the program under ant exec`,
  });
}

type Kind = Target['kind'];
type FileKind = Extract<Target, { path: string }>['kind'];

function isRunner(kind: string): kind is Exclude<Kind, FileKind> {
  return kind === 'github' || kind === 'azure-pipelines';
}

function isFile(kind: string): kind is FileKind {
  return kind === 'gitlab' || kind === 'dotenv' || kind === 'file';
}

/** A blank before it would make it a path below the current directory. */
function checkedPath(kind: FileKind, path = ''): string {
  const bare = path.trim();
  if (bare === '') {
    const hint = `as in: --write ${kind}:FILE`;
    throw new AntError('usage', `--write ${kind} names no file`, { hint });
  }
  if (bare === path) return path;
  throw new AntError('usage', `--write ${kind} names a file with blanks around its path`, {
    hint: `leave them out: --write ${kind}:${printable(bare, 300)}`,
  });
}
