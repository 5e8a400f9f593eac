/** Where an identity token is to be read from, and who said so. */
export type IdentityTokenOrigin =
  | { readonly kind: 'file'; readonly path: string; readonly from: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'variable'; readonly name: string };

/** As a person would point at it. */
export function describeOrigin(origin: IdentityTokenOrigin): string {
  if (origin.kind === 'stdin') return 'standard input';
  if (origin.kind === 'variable') return origin.name;
  return `${origin.path} (${origin.from})`;
}
