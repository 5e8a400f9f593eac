import { AntError } from '../../../errors.js';
import { printable } from '../../../printable.js';

/** Where an access token is handed over to the steps that follow. */
export type Target =
  | { readonly kind: 'github' }
  | { readonly kind: 'azure-pipelines' }
  | { readonly kind: 'gitlab' | 'dotenv' | 'file'; readonly path: string };

const FORMS = 'github, azure-pipelines, gitlab:FILE, dotenv:FILE or file:FILE';

/** What `--write` was given. An `AntError('usage')` when it is none of the forms. */
export function readTarget(text: string): Target {
  const [, kind = '', path] = /^([a-z-]+)(?::(.+))?$/su.exec(text) ?? [];
  if ((kind === 'github' || kind === 'azure-pipelines') && path === undefined) return { kind };
  if ((kind === 'gitlab' || kind === 'dotenv' || kind === 'file') && path !== undefined) {
    return { kind, path };
  }
  throw new AntError('usage', `--write does not know "${printable(text, 60)}"`, {
    hint: `it takes ${FORMS}`,
  });
}
