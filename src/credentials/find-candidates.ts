import { AntError } from '../errors.js';
import type { Sourced } from '../federation/inputs.js';
import type { Host } from '../host.js';
import { readActive } from '../profiles/files.js';
import { isProfileName } from '../profiles/name.js';
import { parseBaseUrl } from '../protocol/base-url.js';
import type { Candidate } from './candidate.js';
import { federationCandidate, ignored, keyCandidate } from './environment-candidates.js';
import { variable } from './federation-plan.js';
import { profileCandidate } from './profile-candidates.js';

type Machine = Pick<Host, 'env' | 'files' | 'keychain' | 'platform' | 'user' | 'now'>;

/** What was typed that bears on the search. */
export type Search = {
  /** Absolute; `undefined` on a machine that has no place for profiles. */
  readonly configDir: string | undefined;
  readonly profileFlag?: string | undefined;
  readonly baseUrlFlag?: string | undefined;
  /** Leave out the keys and the federation variables. */
  readonly ignoreEnv?: boolean | undefined;
  /** Another program will use it, and judges by itself where it may be sent: to a gateway at an http address, say. */
  readonly anyAddress?: true;
};

/** Every credential this machine could use, one a tier, described without being used. Sends nothing. */
export async function findCandidates(host: Machine, search: Search): Promise<readonly Candidate[]> {
  const { baseUrlFlag } = search;
  const baseUrl: Sourced =
    baseUrlFlag === undefined
      ? (variable(host.env, 'ANTHROPIC_BASE_URL') ?? DEFAULT_BASE_URL)
      : { value: baseUrlFlag, origin: '--base-url' };
  const found = await environmentCandidates(host, baseUrl.value, search.ignoreEnv === true);
  return [
    ...(search.anyAddress ? found : found.map((candidate) => unlessRefused(candidate, baseUrl))),
    await namedProfile(host, search),
    await activeProfile(host, search),
  ];
}

const DEFAULT_BASE_URL: Sourced = { value: 'https://api.anthropic.com', origin: 'default' };

/** A secret that may be sent nowhere is of no use. */
function unlessRefused(candidate: Candidate, { value, origin }: Sourced): Candidate {
  if (candidate.state !== 'ready') return candidate;
  try {
    parseBaseUrl(value, origin);
    return candidate;
  } catch (error) {
    return { ...candidate, ...broken(error) };
  }
}

/** What is wrong with a candidate that failed when it was looked at. Only an `AntError` says so. */
function broken(error: unknown): Pick<Candidate, 'state' | 'because' | 'hint'> {
  if (!(error instanceof AntError)) throw error;
  const { message, hint } = error;
  return { state: 'broken', because: message, ...(hint && { hint }) };
}

async function environmentCandidates(
  host: Machine,
  baseUrl: string,
  ignoreEnv: boolean,
): Promise<readonly Candidate[]> {
  if (ignoreEnv) {
    return [
      ignored('api-key', 'ANTHROPIC_API_KEY'),
      ignored('auth-token', 'ANTHROPIC_AUTH_TOKEN'),
      ignored('federation-env', 'federation variables'),
    ];
  }
  return [
    keyCandidate(host.env, 'ANTHROPIC_API_KEY', baseUrl),
    keyCandidate(host.env, 'ANTHROPIC_AUTH_TOKEN', baseUrl),
    await federationCandidate(host, baseUrl),
  ];
}

async function namedProfile(host: Machine, search: Search): Promise<Candidate> {
  const tier = 'named-profile';
  const named =
    search.profileFlag !== undefined
      ? { name: search.profileFlag, by: '--profile' }
      : { name: variable(host.env, 'ANTHROPIC_PROFILE')?.value, by: 'ANTHROPIC_PROFILE' };
  if (named.name === undefined) {
    return {
      tier,
      origin: 'ANTHROPIC_PROFILE',
      state: 'absent',
      ...(host.env.ANTHROPIC_PROFILE !== undefined && {
        because: 'set but empty, which counts as not set',
      }),
    };
  }
  const origin = isProfileName(named.name) ? `profile "${named.name}" (${named.by})` : named.by;
  if (search.configDir === undefined) return { tier, origin, state: 'broken', ...NOWHERE };
  const { configDir } = search;
  return profileCandidate(host, { ...search, tier, origin, name: named.name, configDir });
}

async function activeProfile(host: Machine, search: Search): Promise<Candidate> {
  const tier = 'active-profile';
  const { configDir } = search;
  if (configDir === undefined)
    return { tier, origin: 'active profile', state: 'absent', ...NOWHERE };
  try {
    const { name, from } = await readActive(host, configDir);
    const origin = `profile "${name}" (${from === 'default' ? 'the default' : 'active'})`;
    return await profileCandidate(host, { ...search, tier, origin, name, configDir });
  } catch (error) {
    return { tier, origin: 'active profile', ...broken(error) };
  }
}

const NOWHERE = {
  because: 'there is no home directory to keep profiles in',
  hint: 'set ANTHROPIC_CONFIG_DIR',
} as const;
