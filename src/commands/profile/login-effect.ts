import { selectProfile } from '../../credentials/selected-profile.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import type { Profile } from '../../profiles/profile.js';
import { loadLogin, removeLogin } from '../../store/store.js';

/** What a change of settings meant for the tokens that are there. */
export type LoginEffect = 'none' | 'sign-in-again' | 'cached-token-removed';

type Change = { readonly dir: string; readonly before: Profile; readonly after: Profile };

/** What a federation token is minted for. The SDKs reuse a cached one without looking at any of it. */
const MINTED_FOR = [
  'federationRuleId',
  'serviceAccountId',
  'organizationId',
  'workspaceId',
  'baseUrl',
] as const satisfies readonly (keyof Profile)[];

/** Drops a cached federation token that no longer fits, or says that a person has to sign in again. */
export async function settleLogin(host: Host, change: Change): Promise<LoginEffect> {
  const { dir, before, after } = change;
  if (!MINTED_FOR.some((key) => before[key] !== after[key])) return 'none';
  const { effective, shelf } = selectProfile(host, after, { configDir: dir });
  if (after.type === 'oidc_federation') {
    const removed = await removeLogin(host, shelf);
    if (removed.length === 0) return 'none';
    host.terminal.say('removed the cached access token: it was minted for the settings before');
    return 'cached-token-removed';
  }
  const login = await loadLogin(host, shelf).catch(() => undefined);
  const goesTo = effective.tokenBaseUrl.value;
  const staysHome = URL.canParse(goesTo) && new URL(goesTo).origin === login?.origin;
  const misfit = login && misfitOf(login, change, staysHome);
  if (misfit === undefined) return 'none';
  host.terminal.say(
    `the login of "${after.name}" is for ${misfit}; sign in again with: ant auth login --profile ${after.name}`,
  );
  return 'sign-in-again';
}

type Bound = { readonly organizationId?: string; readonly workspaceId?: string };

function misfitOf(login: Bound, { before, after }: Change, staysHome: boolean): string | undefined {
  const { organizationId, workspaceId } = login;
  if (differs(organizationId, after.organizationId)) {
    return `organization ${printable(organizationId ?? '')}`;
  }
  if (differs(workspaceId, after.workspaceId)) return `workspace ${printable(workspaceId ?? '')}`;
  return staysHome || before.baseUrl === after.baseUrl ? undefined : 'another address';
}

function differs(bound: string | undefined, wanted: string | undefined): boolean {
  return bound !== undefined && wanted !== undefined && bound !== wanted;
}
