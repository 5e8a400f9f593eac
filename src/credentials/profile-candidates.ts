import { AntError } from '../errors.js';
import { missingInputs } from '../federation/inputs.js';
import type { Host } from '../host.js';
import type { SourceOrigin } from '../identity/origin.js';
import { inOneLine, troubleOf } from '../identity/trouble.js';
import { withoutTokens } from '../printable.js';
import { listProfiles, readProfile } from '../profiles/files.js';
import { nearest } from '../profiles/nearest.js';
import { parseBaseUrl } from '../protocol/base-url.js';
import type { Login } from '../store/login.js';
import { loadLogin, loadRenewal } from '../store/store.js';
import type { Candidate, Identity } from './candidate.js';
import { driftOf } from './drift.js';
import { describeInputs, FILE_HINT, tokenFileFault } from './environment-candidates.js';
import {
  identityTokenFromProfile,
  inputsFromProfile,
  NO_IDENTITY_TOKEN,
  PLATFORM_AUDIENCE,
  settingOrigin,
} from './federation-plan.js';
import { type SelectedProfile, selectProfile } from './selected-profile.js';

type Machine = Pick<Host, 'env' | 'files' | 'keychain' | 'platform' | 'user' | 'now'>;

/** Which profile a candidate is made of, and under which name it stands. */
export type ProfileSlot = {
  readonly tier: 'named-profile' | 'active-profile';
  readonly origin: string;
  readonly name: string;
  readonly configDir: string;
  readonly baseUrlFlag?: string | undefined;
  readonly anyAddress?: true;
};

type Found = Pick<Candidate, 'state' | 'because' | 'hint' | 'identity'>;

/** The profile's standing in itself. Trouble with its files makes it broken, never an error here. */
export async function profileCandidate(host: Machine, slot: ProfileSlot): Promise<Candidate> {
  const { tier, origin } = slot;
  const profile = withoutTokens(slot.name);
  try {
    return { tier, origin, profile, ...(await examine(host, slot)) };
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    const { message, hint } = error;
    return { tier, origin, profile, state: 'broken', because: message, ...(hint && { hint }) };
  }
}

async function examine(host: Machine, slot: ProfileSlot): Promise<Found> {
  const profile = await readProfile(host, slot.configDir, slot.name);
  if (profile === undefined) return noSuchProfile(host, slot);
  const selected = selectProfile(host, profile, slot);
  const { tokenBaseUrl, apiBaseUrl } = selected.effective;
  for (const url of slot.anyAddress ? [] : [tokenBaseUrl, apiBaseUrl]) {
    parseBaseUrl(url.value, settingOrigin(url, profile.name));
  }
  return profile.type === 'user_oauth'
    ? examineLogin(host, selected)
    : examineFederation(host, selected);
}

/** A name that somebody gave must exist; the active profile's name may be only a convention. */
async function noSuchProfile(
  host: Machine,
  { tier, name, configDir }: ProfileSlot,
): Promise<Found> {
  const because = `there is no profile "${name}" in ${configDir}`;
  if (tier === 'active-profile') return { state: 'absent', because };
  const near = nearest(name, await listProfiles(host, configDir));
  const hint = `run: ant auth login --profile ${name}`;
  return { state: 'broken', because, hint: near ? `did you mean "${near}"? or ${hint}` : hint };
}

async function examineLogin(host: Machine, selected: SelectedProfile): Promise<Found> {
  const { name } = selected.profile;
  const login = await loadLogin(host, selected.shelf);
  const hint = `run: ant auth login --profile ${name}`;
  if (login === undefined) return { state: 'broken', because: 'not signed in', hint };
  const renews = await canRenew(host, selected);
  const identity = describeLogin(selected, login, renews);
  const { expiresAt } = login;
  if (expiresAt === undefined || expiresAt > host.now()) {
    const note = login.notes?.[0];
    return { state: 'ready', identity, ...(note && { because: note }) };
  }
  if (renews) return { state: 'ready', because: 'expired; renewed at next use', identity };
  return { state: 'broken', because: 'expired, and nothing to renew it with', hint, identity };
}

/** Asking the keychain may raise a prompt, so what the profile says of it is believed here. */
async function canRenew(host: Machine, { shelf }: SelectedProfile): Promise<boolean> {
  if (shelf.backend !== 'file') return true;
  return (await loadRenewal(host, shelf)) !== undefined;
}

function describeLogin(
  { profile, effective, shelf }: SelectedProfile,
  login: Login,
  renews: boolean,
): Identity {
  const { organizationId, organizationName, workspaceId, workspaceName, accountEmail } = login;
  const organization = organizationId ?? effective.organizationId?.value;
  const workspace = workspaceId ?? effective.workspaceId?.value;
  return {
    kind: 'login',
    profile: profile.name,
    keptIn: shelf.backend,
    baseUrl: effective.apiBaseUrl.value,
    renewal: renews ? 'refresh' : 'none',
    ...(accountEmail && { account: accountEmail }),
    ...(organization && {
      organization: { id: organization, ...(organizationName && { name: organizationName }) },
    }),
    ...(workspace && {
      workspace: { id: workspace, ...(workspaceName && { name: workspaceName }) },
    }),
    ...(login.scope && { scope: login.scope }),
    ...(login.expiresAt !== undefined && { expiresAt: login.expiresAt }),
    ...driftOf(effective, login),
  };
}

async function examineFederation(host: Machine, selected: SelectedProfile): Promise<Found> {
  const { profile, effective } = selected;
  const inputs = inputsFromProfile(selected);
  const identityToken = identityTokenFromProfile(selected, host.env);
  const identity: Identity = {
    kind: 'federation',
    profile: profile.name,
    keptIn: 'file',
    baseUrl: effective.apiBaseUrl.value,
    renewal: 'exchange',
    ...describeInputs(inputs),
  };
  const missing = [...missingInputs(inputs), ...(identityToken ? [] : [NO_IDENTITY_TOKEN])];
  if (missing.length > 0) {
    const hint = `see what it holds with: ant profile show ${profile.name}`;
    return { state: 'broken', because: missing.join('; '), hint, identity };
  }
  if (identityToken?.kind === 'source') {
    return { ...(await examineSource(host, identityToken)), identity };
  }
  const fault = identityToken && (await tokenFileFault(host, identityToken));
  if (fault !== undefined) return { state: 'broken', because: fault, hint: FILE_HINT, identity };
  return { state: 'ready', identity };
}

/** Whether the source that the profile names is here, by variables and files alone. */
async function examineSource(
  host: Machine,
  { id, settings, audience }: SourceOrigin,
): Promise<Pick<Found, 'state' | 'because' | 'hint'>> {
  const { findSource } = await import('../identity/table.js');
  const source = findSource(id);
  const found = await source.detect(host, settings);
  if (found.state === 'present') {
    const whom = audience === PLATFORM_AUDIENCE ? '' : ` for "${audience}"`;
    const because = `identity token${whom} from ${source.title}, here by ${found.evidence.join(', ')}`;
    return { state: 'ready', because };
  }
  const { because, hint } = troubleOf(source, found);
  return { state: 'broken', because, hint: inOneLine(hint) };
}
