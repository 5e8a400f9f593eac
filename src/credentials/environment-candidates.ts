import { AntError } from '../errors.js';
import { type FoundInputs, missingInputs } from '../federation/inputs.js';
import type { Env, Host } from '../host.js';
import type { IdentityTokenOrigin } from '../identity/origin.js';
import type { Candidate, Identity, Tier } from './candidate.js';
import {
  identityTokenFromEnvironment,
  inputsFromEnvironment,
  NO_IDENTITY_TOKEN,
  variable,
} from './federation-plan.js';

/** `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN`. `baseUrl` is where API calls without a profile go. */
export function keyCandidate(
  env: Env,
  name: 'ANTHROPIC_API_KEY' | 'ANTHROPIC_AUTH_TOKEN',
  baseUrl: string,
): Candidate {
  const kind = name === 'ANTHROPIC_API_KEY' ? 'api-key' : 'auth-token';
  const own = { tier: kind, origin: name } as const;
  if (variable(env, name) !== undefined) {
    return { ...own, state: 'ready', identity: { kind, baseUrl, renewal: 'none' } };
  }
  return {
    ...own,
    state: 'absent',
    ...(env[name] === undefined ? {} : { because: 'set but empty, which counts as not set' }),
  };
}

/** The federation variables together: one candidate, because one without the others says nothing. */
export async function federationCandidate(
  host: Pick<Host, 'env' | 'files'>,
  baseUrl: string,
): Promise<Candidate> {
  const own = { tier: 'federation-env', origin: 'federation variables' } as const;
  const inputs = inputsFromEnvironment(host.env);
  const identityToken = identityTokenFromEnvironment(host.env);
  // A lone organization or workspace id is a hint for `auth login`, not the wish to federate.
  if (inputs.federationRuleId === undefined && identityToken === undefined) {
    return { ...own, state: 'absent' };
  }
  const missing = [
    ...missingInputs(inputs),
    ...(identityToken === undefined ? [NO_IDENTITY_TOKEN] : []),
  ];
  if (missing.length > 0 || identityToken === undefined) {
    return {
      ...own,
      state: 'incomplete',
      because: missing.join('; '),
      hint: 'set what is missing, or unset the rest',
    };
  }
  const identity: Identity = {
    kind: 'federation',
    baseUrl,
    renewal: 'exchange',
    ...describeInputs(inputs),
  };
  const fault = await tokenFileFault(host, identityToken);
  if (fault === undefined) return { ...own, state: 'ready', identity };
  return { ...own, state: 'broken', because: fault, hint: FILE_HINT, identity };
}

export const FILE_HINT = 'write the workload’s identity token there, or name another file';

/** Why an identity token's file cannot be read from; `undefined` when it can, or is no file. */
export async function tokenFileFault(
  host: Pick<Host, 'files'>,
  origin: IdentityTokenOrigin,
): Promise<string | undefined> {
  if (origin.kind !== 'file') return undefined;
  const view = await host.files.read(origin.path, { follow: true }).catch(asAntError);
  if (view instanceof AntError) return view.message;
  if (view === undefined) return `the identity token file ${origin.path} does not exist`;
  if (view.kind !== 'file') return `${origin.path} is not a regular file`;
  return view.text.trim() === '' ? `the identity token file ${origin.path} is empty` : undefined;
}

function asAntError(error: unknown): AntError {
  if (error instanceof AntError) return error;
  throw error;
}

/** What a token minted with these would be for. */
export function describeInputs(
  inputs: FoundInputs,
): Pick<Identity, 'federationRuleId' | 'serviceAccountId' | 'organization' | 'workspace'> {
  const { federationRuleId, serviceAccountId, organizationId, workspaceId } = inputs;
  return {
    ...(federationRuleId && { federationRuleId: federationRuleId.value }),
    ...(serviceAccountId && { serviceAccountId: serviceAccountId.value }),
    ...(organizationId && { organization: { id: organizationId.value } }),
    ...(workspaceId && { workspace: { id: workspaceId.value } }),
  };
}

/** A tier that `--ignore-env` takes out of the search. */
export function ignored(tier: Tier, origin: string): Candidate {
  return { tier, origin, state: 'absent', because: 'left out by --ignore-env' };
}
