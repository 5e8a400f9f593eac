import type { Handshake, NameLookup } from '../checkup.js';
import { variable } from '../credentials/federation-plan.js';
import { findCandidates, type Search } from '../credentials/find-candidates.js';
import { type Decision, decide } from '../credentials/precedence.js';
import { type SelectedProfile, selectProfile } from '../credentials/selected-profile.js';
import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { listProfiles, readActive, readProfile } from '../profiles/files.js';
import { parseBaseUrl } from '../protocol/base-url.js';
import type { Refusal } from '../store/keychain-calls.js';
import type { Login } from '../store/login.js';
import { loadLogin } from '../store/store.js';
import type { Machine } from './finding.js';

/** What was asked for. */
export type Asked = { readonly search: Search; readonly offline: boolean };

/** What more than one check wants to know. */
export type Scene = Asked & {
  readonly configDir: string | undefined;
  readonly keychain: Refusal | 'works';
  readonly decision: Decision | AntError;
  /** Names of the profiles that have a file. */
  readonly names: readonly string[] | AntError;
  /** Those of them whose file can be read. */
  readonly profiles: readonly SelectedProfile[];
  readonly named: string | undefined;
  readonly active: string | undefined;
  /** Where API calls go. */
  readonly address: { readonly url: URL; readonly from: string } | AntError;
  /** Asked at most once, however many checks want to know. */
  readonly lookUp: (hostname: string) => Promise<NameLookup>;
  readonly shakeHands: (url: URL) => Promise<Handshake>;
};

/** Looks at what decides. Sends nothing. */
export async function lookAround(
  host: Machine,
  asked: Asked & Pick<Scene, 'keychain'>,
): Promise<Scene> {
  const { search } = asked;
  const { configDir } = search;
  const decision = await caught(async () => decide(await findCandidates(host, search)));
  const names = configDir === undefined ? [] : await caught(() => listProfiles(host, configDir));
  const who = {
    decision,
    profiles: await readable(host, search, names),
    named: search.profileFlag ?? variable(host.env, 'ANTHROPIC_PROFILE')?.value,
    active: configDir === undefined ? undefined : await activeName(host, configDir),
  };
  return {
    ...asked,
    ...who,
    configDir,
    names,
    address: await caught(async () => addressOf(host, search, who)),
    lookUp: once(host.checkup.lookUp),
    shakeHands: once(host.checkup.shakeHands),
  };
}

/** The value, or why there is none. */
export async function caught<Value>(work: () => Promise<Value>): Promise<Value | AntError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AntError && error.code !== 'interrupted') return error;
    throw error;
  }
}

/** A login, `undefined` when nobody is signed in, or why it cannot be read. */
export function loginOf(
  host: Machine,
  { shelf }: SelectedProfile,
): Promise<Login | undefined | AntError> {
  return caught(() => loadLogin(host, shelf));
}

async function readable(
  host: Machine,
  { configDir, baseUrlFlag }: Search,
  names: Scene['names'],
): Promise<readonly SelectedProfile[]> {
  if (configDir === undefined || names instanceof AntError) return [];
  const found: SelectedProfile[] = [];
  for (const name of names) {
    const profile = await caught(() => readProfile(host, configDir, name));
    if (profile === undefined || profile instanceof AntError) continue;
    found.push(selectProfile(host, profile, { configDir, baseUrlFlag }));
  }
  return found;
}

async function activeName(host: Machine, configDir: string): Promise<string | undefined> {
  const found = await caught(() => readActive(host, configDir));
  return found instanceof AntError ? undefined : found.name;
}

/** Where the credential in use goes; where there is none, where that of the profile in use would. */
function addressOf(
  { env }: Pick<Host, 'env'>,
  { baseUrlFlag }: Search,
  { decision, profiles, named, active }: Pick<Scene, 'decision' | 'profiles' | 'named' | 'active'>,
): { readonly url: URL; readonly from: string } {
  const winner = decision instanceof AntError ? undefined : decision.winner;
  const selected = profiles.find(({ profile }) => profile.name === (named ?? active));
  const fromEnvironment = variable(env, 'ANTHROPIC_BASE_URL');
  if (baseUrlFlag) return read(baseUrlFlag, '--base-url');
  if (fromEnvironment) return read(fromEnvironment.value, fromEnvironment.origin);
  if (winner?.identity) return read(winner.identity.baseUrl, winner.origin);
  const own = selected?.profile.baseUrl;
  return own ? read(own, `profile "${selected.profile.name}"`) : read(PLATFORM, 'the default');
}

const PLATFORM = 'https://api.anthropic.com';

function read(text: string, from: string) {
  return { url: parseBaseUrl(text, from), from };
}

function once<Key extends URL | string, Value>(
  ask: (key: Key) => Promise<Value>,
): (key: Key) => Promise<Value> {
  const answers = new Map<string, Promise<Value>>();
  return (key) => {
    const known = answers.get(String(key)) ?? ask(key);
    answers.set(String(key), known);
    return known;
  };
}
