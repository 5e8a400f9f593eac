import { AntError } from '../../../errors.js';
import { printable } from '../../../printable.js';

/** Where an access token is handed over to the steps that follow. */
export type Target =
  | { readonly kind: 'github' | 'azure-pipelines'; readonly as: 'variable' | 'profile' }
  | { readonly kind: 'gitlab' | 'dotenv' | 'file'; readonly path: string };

const FORMS =
  'github, github-profile, azure-pipelines, azure-pipelines-profile, gitlab:FILE, dotenv:FILE or file:FILE';

/** What `--write` was given. An `AntError('usage')` when it is none of the forms. */
export function readTarget(text: string): Target {
  const [, kind = '', profile, path] = /^([a-z-]+?)(-profile)?(?::(.+))?$/su.exec(text) ?? [];
  if ((kind === 'github' || kind === 'azure-pipelines') && path === undefined) {
    return { kind, as: profile === undefined ? 'variable' : 'profile' };
  }
  const isFile = kind === 'gitlab' || kind === 'dotenv' || kind === 'file';
  if (isFile && profile === undefined && path !== undefined) return { kind, path };
  throw new AntError('usage', `--write does not know "${printable(text, 60)}"`, {
    hint: `it takes ${FORMS}`,
  });
}
