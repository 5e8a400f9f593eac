import { PLATFORM_AUDIENCE } from './parts.js';
import type { Ids, Parts } from './template.js';

/** The variables that name the exchange; none of them is a secret. */
function variables(ids: Ids): readonly (readonly [name: string, value: string])[] {
  return [
    ['ANTHROPIC_FEDERATION_RULE_ID', ids.federationRule],
    ['ANTHROPIC_ORGANIZATION_ID', ids.organization],
    ['ANTHROPIC_SERVICE_ACCOUNT_ID', ids.serviceAccount],
    ['ANTHROPIC_WORKSPACE_ID', ids.workspace],
  ];
}

/** Lines of a YAML mapping, each after `indent`. */
export function yamlVariables(ids: Ids, indent: string): string {
  return variables(ids)
    .map(([name, value]) => `${indent}${name}: "${value}"`)
    .join('\n');
}

/** The same as a list of `name` and `value`, as Kubernetes and Azure Pipelines have it. */
export function yamlNamedValues(ids: Ids, indent: string): string {
  return variables(ids)
    .map(([name, value]) => `${indent}- name: ${name}\n${indent}  value: "${value}"`)
    .join('\n');
}

/** The audience, where it has to be said. */
export function audienceWords({ audience }: Parts): string {
  return audience === undefined || audience === PLATFORM_AUDIENCE ? '' : ` --audience ${audience}`;
}

/**
 * Runs the program with what those words sign in as. It gets a profile and no variable: with a token in
 * `ANTHROPIC_AUTH_TOKEN` the official SDKs leave out the header that the platform wants beside it.
 */
export function execLine(words: string): string {
  return `ant exec${words} -- ./your-program`;
}

type Script = { readonly about: string; readonly words: string };

/** A whole script, for where there is no pipeline file. */
export function shellScript({ about, words }: Script, ids: Ids): string {
  const exported = variables(ids).map(([name, value]) => `export ${name}="${value}"`);
  return `#!/bin/sh
# ${about}
${exported.join('\n')}
exec ${execLine(words)}
`;
}
