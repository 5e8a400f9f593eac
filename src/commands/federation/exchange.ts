import {
  type FederatedToken,
  type FederationPlan,
  federatedToken,
} from '../../credentials/federated-token.js';
import { AntError } from '../../errors.js';
import type { federationExchange } from '../../grammar/federation-exchange.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { describeOrigin, type IdentityTokenOrigin } from '../../identity/origin.js';
import { exchangeText, exchangeValue } from '../../output/exchange.js';
import { type Again, jobWarnings, lifetimeOf } from '../../output/lifetime.js';
import { configDirectory } from '../../profiles/config-dir.js';
import { parseBaseUrl } from '../../protocol/base-url.js';
import type { Run } from '../command.js';
import { factsOf, noted } from '../log/noted.js';
import { planExchange } from './exchange-plan.js';
import { readTarget, type Target } from './write/target.js';
import type { Way } from './write/way.js';

type Given = Input<typeof federationExchange>;

/** Trades an identity token for an access token, now. With a profile the result is kept for its users. */
export const run: Run<Given> = async (host, input) => {
  const targets = (input.write ?? []).map(readTarget);
  refuseTwoAnswers(input, targets);
  const plan = await expecting(host, await planExchange(host, input), input);
  const ways = await waysTo(targets);
  for (const way of ways) await way.check(host);
  const configDir = configDirectory(host, input['config-dir']);
  const profile = plan.shelf?.profile;
  const about = { event: 'exchange', profile, facts: factsOf, leave: true } as const;
  const finished = ways.length > 0 ? await announced(host, configDir) : undefined;
  const token = await noted(host, { ...about, configDir }, () => exchanged(host, plan));
  if (token.warning !== undefined) host.terminal.say(`ant: warning: ${token.warning}`);
  await warnOfEnd(host, token, { jobTime: input['job-time'], origin: plan.identityToken });
  const { accessToken, expiresAt } = token.login;
  const { href } = parseBaseUrl(plan.baseUrl.value, plan.baseUrl.origin);
  const baseUrl = href.replace(/\/$/, '');
  const written: string[] = [];
  for (const way of ways) {
    written.push(await way.deliver(host, { token: accessToken, baseUrl, expiresAt, configDir }));
  }
  await finished?.();
  const now = host.now();
  const shown = input['access-token'] === true;
  return {
    value: exchangeValue(token, { now, written, shown }),
    text: () => (shown ? `${accessToken.reveal()}\n` : exchangeText(token, { now, written })),
  };
};

/** What few ask for is loaded when they do. */
async function expecting(host: Host, plan: FederationPlan, input: Given): Promise<FederationPlan> {
  if (!EXPECTATIONS.some((flag) => input[flag] !== undefined)) return plan;
  const { withExpectations } = await import('./expectations.js');
  return withExpectations(host, plan, input);
}

const EXPECTATIONS = [
  'expect-organization',
  'expect-workspace',
  'expect-service-account',
] as const satisfies readonly (keyof Given)[];

async function waysTo(targets: readonly Target[]): Promise<readonly Way[]> {
  if (targets.length === 0) return [];
  const { handOver } = await import('./write/hand-over.js');
  return targets.map(handOver);
}

/** `ant federation revoke-local` waits for it, and deletes what it has written. */
async function announced(host: Host, configDir: string | undefined) {
  if (configDir === undefined) return undefined;
  const { announceHandOver } = await import('./under-way.js');
  return announceHandOver(host, configDir);
}

/** One that another process got, or that a spent identity token bought, was not looked at before it was kept. */
async function exchanged(host: Host, plan: FederationPlan): Promise<FederatedToken> {
  const token = await federatedToken(host, plan, { force: true });
  if (token.how === 'cached') await plan.accept?.(token.login);
  return token;
}

function refuseTwoAnswers(input: Given, targets: readonly Target[]): void {
  if (targets.length > 0 && input['access-token']) {
    throw new AntError('usage', '--access-token prints what --write hands over', {
      hint: 'give one of them',
    });
  }
  const [spoken, other] = targets.flatMap((target) => ('as' in target ? [nameOf(target)] : []));
  if (spoken !== undefined && other !== undefined && other !== spoken) {
    // The official SDKs look at the variable first.
    throw new AntError('usage', `--write ${spoken} and --write ${other} hand over the same twice`, {
      hint: 'give the one that the steps which follow can read',
    });
  }
  if (spoken === undefined || !input.json) return;
  // Captured for its JSON, the job would never see the command that masks the token.
  throw new AntError('usage', `--write ${spoken} and --json both need standard output`, {
    hint: 'leave out --json',
  });
}

function nameOf({ kind, as }: Extract<Target, { as: string }>): string {
  return as === 'variable' ? kind : `${kind}-profile`;
}

type Job = { readonly jobTime: number | undefined; readonly origin: IdentityTokenOrigin };

async function warnOfEnd(host: Host, token: FederatedToken, job: Job): Promise<void> {
  const lifetime = lifetimeOf(token, host.now());
  if (lifetime === undefined || job.jobTime === undefined) return;
  const again = await againOf(job.origin);
  for (const line of jobWarnings(lifetime, { ...again, jobTime: job.jobTime })) {
    host.terminal.say(`ant: warning: ${line}`);
  }
}

/** A file may be written anew by whoever wrote it; a variable or a pipe never is. */
async function againOf(origin: IdentityTokenOrigin): Promise<Again> {
  const from = describeOrigin(origin);
  if (origin.kind !== 'source') return { from, again: origin.kind === 'file' };
  const { findSource } = await import('../../identity/table.js');
  return { from, again: findSource(origin.id).again === 'new' };
}
