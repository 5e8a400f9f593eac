import { loginFrom } from '../../credentials/login-from.js';
import { shelfOf } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import type { JsonObject } from '../../json.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { draftProfile, serializeProfile, withSetting } from '../../profiles/edit.js';
import {
  checkProfileRoom,
  profilePath,
  readProfile,
  saveProfile,
  writeActive,
} from '../../profiles/files.js';
import { originOf } from '../../protocol/base-url.js';
import type { TokenGrant } from '../../protocol/token-response.js';
import { shellWord } from '../../store/file-safety.js';
import { keychainError } from '../../store/keychain-calls.js';
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
  const { configDir, name: profile, existing } = plan;
  const shelf = loginShelf(plan, backend);
  await checkShelf(host, shelf);
  await withLoginLock(host, { configDir, profile }, () => checkRoom(host, shelf));
  if (existing === undefined || differs(existing.raw, settled(existing.raw, plan, backend))) {
    await checkProfileRoom(host, configDir, profile);
  }
}

type Keeping = { readonly grant: TokenGrant; readonly backend: Backend };

/**
 * Keeps a login, while nobody renews the one before: the tokens first, because they cannot be had again, then
 * the profile, then which one is active. Once the tokens are safe, what keeps the rest from being written is
 * returned, with what is left to do about it.
 */
export async function keepLogin(
  host: Host,
  plan: LoginPlan,
  { grant, backend }: Keeping,
): Promise<AntError | undefined> {
  const { configDir, name } = plan;
  return withLoginLock(host, { configDir, profile: name }, async () => {
    await keepTokens(host, plan, { grant, backend });
    return keepSettings(host, plan, { grant, backend });
  });
}

async function keepTokens(host: Host, plan: LoginPlan, { grant, backend }: Keeping): Promise<void> {
  const { request } = plan;
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
}

async function keepSettings(
  host: Host,
  plan: LoginPlan,
  { grant, backend }: Keeping,
): Promise<AntError | undefined> {
  const { configDir, name, existing, activate } = plan;
  let next = commandThatEndsIt(plan, backend);
  try {
    // Again: a browser may be open for minutes.
    const found = await readProfile(host, configDir, name);
    const raw = settled(found?.raw ?? newProfile(plan, grant), plan, backend);
    if (found === undefined || differs(found.raw, raw)) {
      await saveProfile(host, { path: profilePath(host, configDir, name), raw });
    }
    const before = existing && shelfOf(existing, configDir).backend;
    if (before !== undefined && before !== backend) await dropLeftovers(host, plan, backend);
    next = `ant profile activate ${name}`;
    if (activate) await writeActive(host, configDir, name);
    return undefined;
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    const message = `signed in, and the tokens are kept, but not all of profile "${name}": ${error.message}`;
    return new AntError(error.code, message, { hint: `put that right, then: ${next}` });
  }
}

/** A keychain that does not serve is often why somebody signs in to a file. */
async function dropLeftovers(host: Host, plan: LoginPlan, backend: Backend): Promise<void> {
  const refusal = await removeLeftovers(host, loginShelf(plan, backend));
  if (refusal === undefined || refusal.state === 'absent') return;
  const { message } = keychainError(host.platform, refusal);
  host.terminal.say(
    `ant: warning: ${message}; so the login before may still rest in it. Once it works: ant auth store move ${backend} --profile ${plan.name}`,
  );
}

/** A new profile without our own key is taken for `split`, where what rests in a file is found as well. */
function commandThatEndsIt({ name, existing, baseUrlToKeep }: LoginPlan, backend: Backend): string {
  if (existing !== undefined || backend === 'keychain') return `ant auth login --profile ${name}`;
  const address = baseUrlToKeep === undefined ? '' : ` --base-url ${shellWord(baseUrlToKeep)}`;
  return `ant profile create ${name}${address}`;
}

/**
 * The profile once the login rests there. In the keychain backends the client id rests beside the refresh token
 * and not in the profile, where the Go and Python SDKs would demand a refresh token next to it.
 */
function settled(raw: JsonObject, { request }: LoginPlan, backend: Backend): JsonObject {
  const clientId = backend === 'file' ? request.clientId : undefined;
  return withSetting(withSetting(raw, 'client_id', clientId), 'store', backend);
}

function differs(before: JsonObject, after: JsonObject): boolean {
  return serializeProfile(before) !== serializeProfile(after);
}

function newProfile(plan: LoginPlan, grant: TokenGrant): JsonObject {
  return draftProfile('user_oauth', {
    organization_id: grant.organization?.id ?? plan.request.organizationId,
    workspace_id: grant.workspace?.id ?? plan.request.workspaceId,
    base_url: plan.baseUrlToKeep,
    console_url: plan.consoleUrlToKeep,
    scope: plan.scopeToKeep,
  });
}
