import type { Candidate } from '../credentials/candidate.js';
import { findCandidates, type Search } from '../credentials/find-candidates.js';
import { type Decision, decide } from '../credentials/precedence.js';
import { AntError } from '../errors.js';
import type { GlobalInput, Input } from '../grammar/spec.js';
import type { whoami } from '../grammar/whoami.js';
import type { Host } from '../host.js';
import { decisionValue, renderDecision } from '../output/decision.js';
import { renderVerified, verifiedValue } from '../output/verified.js';
import { configDirectory } from '../profiles/config-dir.js';
import { tellUnrevoked } from './auth/tell-unrevoked.js';
import type { Answer, Run } from './command.js';
import { verify } from './verify.js';

/** What bears on the search, as typed. */
export function searchOf(
  host: Host,
  input: GlobalInput & { readonly 'ignore-env'?: true },
): Search {
  return {
    configDir: configDirectory(host, input['config-dir']),
    profileFlag: input.profile,
    baseUrlFlag: input['base-url'],
    ignoreEnv: input['ignore-env'],
  };
}

/** Answers "which credential is used here, and why?" without using it, unless asked to verify. */
export const run: Run<Input<typeof whoami>> = (host, input) => {
  return answerDecision(host, searchOf(host, input), { verify: input.verify === true });
};

/** The one answer of `whoami` and `auth status`. */
export async function answerDecision(
  host: Host,
  search: Search,
  options: { readonly verify: boolean },
): Promise<Answer> {
  const decision = decide(await findCandidates(host, search));
  refuseShadowedFlag(decision, search);
  await tellUnrevoked(host, search.configDir);
  const now = host.now();
  const exitCode = decision.winner === undefined ? 3 : 0;
  if (!options.verify || decision.winner === undefined) {
    return {
      value: decisionValue(decision),
      text: () => renderDecision(decision, now),
      exitCode,
    };
  }
  return verifiedAnswer(host, { decision, winner: decision.winner, search });
}

type Asked = {
  readonly decision: Decision;
  readonly winner: Candidate;
  readonly search: Search;
};

async function verifiedAnswer(host: Host, { decision, winner, search }: Asked): Promise<Answer> {
  const verified = await verify(host, winner, search);
  const now = host.now();
  return {
    value: { ...decisionValue(decision), verified: verifiedValue(verified) },
    text: () => `${renderDecision(decision, now)}\n${renderVerified(verified)}`,
    exitCode: verified.differences.length > 0 ? 7 : 0,
  };
}

/** `--profile` was typed just now: losing to a forgotten variable in silence would be the wrong answer. */
export function refuseShadowedFlag({ winner }: Decision, { profileFlag }: Search): void {
  if (profileFlag === undefined || winner === undefined) return;
  if (winner.tier !== 'api-key' && winner.tier !== 'auth-token') return;
  throw new AntError('usage', `${winner.origin} is set and wins over --profile ${profileFlag}`, {
    hint: `unset ${winner.origin}, or add --ignore-env to use the profile`,
  });
}
