import type { Asked } from './answer.js';

const SCHEME = 'api://';

/**
 * The resource that Entra ID is asked for. An application's bare id stands for its identifier URI, which is
 * what can be asked for: `api://APP_ID`.
 */
export function entraResource(audience: string): string {
  return audience.includes('://') ? audience : `${SCHEME}${audience}`;
}

/** A v2.0 token has the application's id as `aud`, and a v1.0 token its identifier URI, whichever was asked for. */
export function entraAccepts(audience: string, aud: string): boolean {
  return bare(audience) === bare(aud);
}

function bare(audience: string): string {
  return audience.startsWith(SCHEME) ? audience.slice(SCHEME.length) : audience;
}

const REGISTER = `an audience in Entra ID is an application of your own: --audience api://APP_ID
az ad app create --display-name anthropic
az ad app update --id APP_ID --identifier-uris api://APP_ID --set api.requestedAccessTokenVersion=2
az ad sp create --id APP_ID`;

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const ENTRA_MEANINGS: NonNullable<Asked['meanings']> = {
  AADSTS500011: { because: 'the tenant knows no such audience', hint: REGISTER },
  AADSTS50001: { because: 'the tenant knows no such audience', hint: REGISTER },
  AADSTS501051: {
    because: 'the audience’s application is only for those who are assigned to it',
    hint: 'assign the identity to an app role of it, or: az ad sp update --id APP_ID --set appRoleAssignmentRequired=false',
  },
};
