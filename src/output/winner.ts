import type { Candidate, Drift, Identity } from '../credentials/candidate.js';
import { printable } from '../printable.js';
import { address, party } from './identity.js';
import { shellWord } from './shell-lines.js';
import { ending } from './time.js';

/** The whole answer in one sentence: who, for which organization, how far, until when, kept where, who pays. */
export function winnerSentence({ identity, origin, tier }: Candidate, now: number): string {
  const by = printable(origin, 200);
  if (tier === 'api-key') {
    return `A static API key is used, from ${by}: ${list([
      'only the platform knows whose it is (--verify asks)',
      'it lives until somebody deletes it',
      'calls are billed to the organization the key belongs to',
      elsewhere(identity),
    ])}.`;
  }
  if (tier === 'auth-token') {
    return `A token from the environment is used, from ${by}: ${list([
      'only the platform knows whose it is and until when (--verify asks)',
      'calls are billed to the organization the token belongs to',
      elsewhere(identity),
    ])}.`;
  }
  return `${who(identity)}, by ${by}: ${list([
    identity?.scope && `scope ${printable(identity.scope, 200)}`,
    identity && tokenWords(identity, now),
    identity?.keptIn && KEPT[identity.keptIn],
    'calls are billed to the organization as API usage',
    elsewhere(identity),
  ])}.`;
}

function who(identity: Identity | undefined): string {
  const { kind, account, organization, workspace, serviceAccountId, federationRuleId } =
    identity ?? {};
  const isNamed = kind === 'federation' || account !== undefined;
  const place = [
    organization && ` ${isNamed ? 'in' : 'to'} organization ${party(organization)}`,
    workspace && `, workspace ${party(workspace)}`,
  ]
    .filter(Boolean)
    .join('');
  if (kind !== 'federation') return `You are ${printable(account ?? 'signed in', 120)}${place}`;
  const service = serviceAccountId
    ? `service account ${printable(serviceAccountId, 80)}`
    : 'a workload';
  const rule = federationRuleId ? ` under federation rule ${printable(federationRuleId, 80)}` : '';
  return `You are ${service}${place}${rule}`;
}

const KEPT = {
  split: 'the refresh token rests in the system keychain, the access token in a private file',
  keychain: 'its tokens rest in the system keychain',
  file: 'its tokens rest in a private file',
} as const;

const RENEWAL = {
  refresh: ', then renewed by itself',
  exchange: ', then exchanged anew',
  none: ', and cannot be renewed',
} as const;

function tokenWords({ expiresAt, renewal = 'none' }: Identity, now: number): string {
  if (expiresAt !== undefined) {
    if (expiresAt <= now && renewal === 'refresh') return 'expired, renewed at the next use';
    const good = expiresAt > now ? 'good ' : '';
    return `${good}${ending(expiresAt, now)}${RENEWAL[renewal]}`;
  }
  return renewal === 'exchange' ? 'the token is exchanged at first use' : 'the token never expires';
}

const USUAL = 'https://api.anthropic.com';

function elsewhere(identity: Identity | undefined): string | undefined {
  const url = identity?.baseUrl ?? USUAL;
  return url === USUAL ? undefined : `calls go to ${address(url)}`;
}

function list(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('; ');
}

/** Each mismatch between profile and token in one line, and the command that ends it in another. */
export function driftLines({ drift = [], profile = '' }: Identity): readonly string[] {
  return drift.flatMap((each) => [
    `! ${each.by === 'profile' ? 'The profile' : printable(each.by, 60)} asks for ${each.what} ${printable(each.asked, 80)}, and the token is for ${printable(each.token, 80)}.`,
    `  to get a token for what is asked: ${signInFor(profile, each)}`,
    `  to stay with the token: ${stay(profile, each)}`,
  ]);
}

function signInFor(profile: string, { what, asked }: Drift): string {
  return `ant auth login --profile ${word(profile)} --${what}-id ${word(asked)}`;
}

function stay(profile: string, { what, by, token }: Drift): string {
  if (by !== 'profile') return `unset ${word(by)}`;
  return `ant profile set --profile ${word(profile)} ${what}_id ${word(token)}`;
}

const word = (text: string) => shellWord(printable(text, 80));
