import type { SourceId, SourceSettings } from './source.js';

/** Where an identity token is to be had from, and who said so. */
export type IdentityTokenOrigin =
  | { readonly kind: 'file'; readonly path: string; readonly from: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'variable'; readonly name: string }
  | SourceOrigin;

/** Something on this machine that is asked for one. `from`: `--source`, a profile, or `found here`. */
export type SourceOrigin = {
  readonly kind: 'source';
  readonly id: SourceId;
  readonly audience: string;
  readonly settings: SourceSettings;
  readonly from: string;
};

/** As a person would point at it. */
export function describeOrigin(origin: IdentityTokenOrigin): string {
  switch (origin.kind) {
    case 'stdin':
      return 'standard input';
    case 'variable':
      return origin.name;
    case 'source':
      return `${origin.id} (${origin.from})`;
    case 'file':
      return `${origin.path} (${origin.from})`;
  }
}
