import { loginFrom } from '../../credentials/login-from.js';
import type { Host } from '../../host.js';
import type { JsonObject } from '../../json.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { draftProfile, serializeProfile, withSetting } from '../../profiles/edit.js';
import { profilePath, saveProfile, writeActive } from '../../profiles/files.js';
import { originOf } from '../../protocol/base-url.js';
import type { TokenGrant } from '../../protocol/token-response.js';
import type { Backend, Shelf } from '../../store/login.js';
import { checkRoom } from '../../store/replace-file.js';
import { checkShelf, removeLeftovers, saveLogin } from '../../store/store.js';
import type { LoginPlan } from './login-plan.js';

/** Where the login of this plan will rest. */
export function loginShelf({ configDir, name, existing }: LoginPlan, backend: Backend): Shelf {
  const credentialsPath = existing?.credentialsPath;
  return { configDir, profile: name, backend, ...(credentialsPath && { credentialsPath }) };
}

/**
 * An `AntError('file')` when a login could not be kept there, found out before anybody opens a browser: what
 * lies in its place must not be replaced, the disk is full, or an earlier sudo left the locks to root.
 */
export async function checkPlaces(host: Host, plan: LoginPlan, backend: Backend): Promise<void> {
  const { configDir, name: profile } = plan;
  const shelf = loginShelf(plan, backend);
  await checkShelf(host, shelf);
  await withLoginLock(host, { configDir, profile }, () => checkRoom(host, shelf));
}

type Keeping = { readonly grant: TokenGrant; readonly backend: Backend };

/**
 * Keeps a login, while nobody renews the one before: the tokens first, because they cannot be had again, then the profile, then which one
 * is active. In the keychain backends the client id rests beside the refresh token and not in the
 * profile, where the Go and Python SDKs would demand a refresh token next to it.
 */
export async function keepLogin(
  host: Host,
  plan: LoginPlan,
  { grant, backend }: Keeping,
): Promise<void> {
  const { configDir, name } = plan;
  return withLoginLock(host, { configDir, profile: name }, () =>
    write(host, plan, { grant, backend }),
  );
}

async function write(host: Host, plan: LoginPlan, { grant, backend }: Keeping): Promise<void> {
  const { configDir, name, request, existing } = plan;
  const notes = await saveLogin(host, loginShelf(plan, backend), {
    // Whom an earlier login was trusted to says nothing about this one.
    login: { ...loginFrom(grant), trusted: [] },
    ...(grant.refreshToken && {
      renewal: {
        refreshToken: grant.refreshToken,
        clientId: request.clientId,
        origin: originOf(request.baseUrl),
      },
    }),
  });
  for (const note of notes) host.terminal.say(`ant: note: ${note}`);
  const before = existing?.raw ?? newProfile(plan, grant);
  const clientId = backend === 'file' ? request.clientId : undefined;
  const after = withSetting(withSetting(before, 'client_id', clientId), 'store', backend);
  if (existing === undefined || serializeProfile(after) !== serializeProfile(existing.raw)) {
    await saveProfile(host, { path: profilePath(host, configDir, name), raw: after });
  }
  if (existing !== undefined && existing.store !== backend) {
    await removeLeftovers(host, loginShelf(plan, backend));
  }
  if (plan.activate) await writeActive(host, configDir, name);
}

function newProfile(plan: LoginPlan, grant: TokenGrant): JsonObject {
  return draftProfile('user_oauth', {
    organization_id: grant.organization?.id ?? plan.request.organizationId,
    workspace_id: grant.workspace?.id ?? plan.request.workspaceId,
    base_url: plan.baseUrlToKeep,
    console_url: plan.consoleUrlToKeep,
  });
}
