import { DEFAULT_BASE_URL } from '../../child/environment.js';
import type { Candidate } from '../../credentials/candidate.js';
import { federatedToken } from '../../credentials/federated-token.js';
import { identityTokenFromProfile, otherAudience } from '../../credentials/federation-plan.js';
import { findCandidates, type Search } from '../../credentials/find-candidates.js';
import { UNUSABLE_AT_SECONDS } from '../../credentials/freshness.js';
import { decide, requireWinner } from '../../credentials/precedence.js';
import { profileToken } from '../../credentials/profile-token.js';
import { type SelectedProfile, selectProfile } from '../../credentials/selected-profile.js';
import type { UsableToken } from '../../credentials/usable-token.js';
import { winnerToken } from '../../credentials/winner-token.js';
import { AntError } from '../../errors.js';
import type { exec } from '../../grammar/exec.js';
import { IDENTITY_TOKEN_FLAGS, RULE_FLAGS } from '../../grammar/federation-inputs.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { requireProfile } from '../../profiles/files.js';
import { originOf, parseBaseUrl } from '../../protocol/base-url.js';
import { mayGo, requireTrusted } from '../../store/origin.js';
import { planExchange } from '../federation/exchange-plan.js';
import { refuseShadowedFlag, searchOf } from '../whoami/search.js';

type Given = Input<typeof exec>;

/** Where a program's token comes from, as often as one is needed, and what else it is told. */
export type Source = {
  /** A token that outlives `minTtl` seconds, if there is one to be had. */
  readonly obtain: (minTtl: number) => Promise<UsableToken>;
  /** Where API calls with this token go: never anywhere but to where it was issued. */
  readonly baseUrlFor: (token: UsableToken) => string;
  /** What comes in one of these variables goes on in it. */
  readonly variable?: 'ANTHROPIC_API_KEY' | 'ANTHROPIC_AUTH_TOKEN' | undefined;
  readonly profile?: string | undefined;
  readonly organizationId?: string | undefined;
  /** Of a person's login only: a workload's token knows its workspace, and the SDKs name none beside it. */
  readonly workspaceId?: string | undefined;
};

/** What federation flags ask for, else the winner of the decision. Sends nothing yet. */
export async function sourceOf(host: Host, input: Given): Promise<Source> {
  const flags = [...IDENTITY_TOKEN_FLAGS, ...RULE_FLAGS];
  if (flags.some(({ name }) => input[name] !== undefined)) return exchangeSource(host, input);
  const search = searchOf(host, input);
  if (search.baseUrlFlag !== undefined) parseBaseUrl(search.baseUrlFlag, '--base-url');
  const decision = decide(await findCandidates(host, { ...search, anyAddress: true }));
  refuseShadowedFlag(decision, search);
  return winnerSource(host, requireWinner(decision), search);
}

/** An identity token that is good for one exchange renews nothing: whoever puts it there has to replace it. */
async function exchangeSource(host: Host, input: Given): Promise<Source> {
  if (input['identity-token-file'] === '-') {
    throw new AntError(
      'usage',
      'standard input is the program’s, so no identity token is read there',
      {
        hint: 'put it into a file: --identity-token-file FILE',
      },
    );
  }
  const plan = await planExchange(host, input, { quiet: true });
  return {
    obtain: (minTtl) => federatedToken(host, plan, { minTtl }),
    baseUrlFor: () => plan.baseUrl.value,
    profile: plan.shelf?.profile,
    organizationId: plan.inputs.organizationId?.value,
  };
}

const VARIABLES: Readonly<Partial<Record<Candidate['tier'], NonNullable<Source['variable']>>>> = {
  'api-key': 'ANTHROPIC_API_KEY',
  'auth-token': 'ANTHROPIC_AUTH_TOKEN',
};

async function winnerSource(host: Host, winner: Candidate, search: Search): Promise<Source> {
  const { configDir, baseUrlFlag } = search;
  const { profile: name, organization, workspace, kind, baseUrl = '' } = winner.identity ?? {};
  const told = {
    variable: VARIABLES[winner.tier],
    profile: name,
    organizationId: organization?.id,
    workspaceId: kind === 'login' ? workspace?.id : undefined,
  };
  if (name === undefined || configDir === undefined) {
    return { ...told, obtain: () => winnerToken(host, winner, search), baseUrlFor: () => baseUrl };
  }
  // Read again each time: a store may be moved, and a profile signed in again, under a running program.
  const select = async () =>
    selectProfile(host, await requireProfile(host, configDir, name), { configDir, baseUrlFlag });
  const selected = await select();
  sayOtherAudience(host, selected);
  // What nothing here renews is used to its end, and watched for whoever does renew it.
  const renewed = winner.identity?.renewal !== 'none';
  return {
    ...told,
    obtain: async (minTtl) =>
      profileToken(host, await select(), { minTtl: renewed ? minTtl : UNUSABLE_AT_SECONDS }),
    baseUrlFor: (token) => baseUrlOf(selected, token),
  };
}

/** Said once, as `federation exchange` says it: a program's own calls cannot show whom its token was asked for. */
function sayOtherAudience({ env, terminal }: Host, selected: SelectedProfile): void {
  if (selected.profile.type !== 'oidc_federation') return;
  const words = otherAudience(identityTokenFromProfile(selected, env));
  if (words !== undefined) terminal.say(`ant: ${words}`);
}

/** A variable or profile that leads elsewhere is passed over; a flag that does is refused. */
function baseUrlOf({ profile, effective }: SelectedProfile, { login }: UsableToken): string {
  const { apiBaseUrl } = effective;
  const isAllowed = (url: string) => URL.canParse(url) && mayGo(login, originOf(new URL(url)));
  if (apiBaseUrl.origin === '--base-url' && !isAllowed(apiBaseUrl.value)) {
    requireTrusted(login, {
      to: originOf(parseBaseUrl(apiBaseUrl.value, '--base-url')),
      profile: profile.name,
    });
  }
  const home = login.origin ?? DEFAULT_BASE_URL;
  return [apiBaseUrl.value, profile.baseUrl ?? home].find(isAllowed) ?? home;
}
