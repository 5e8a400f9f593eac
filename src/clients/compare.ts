import type { Advice } from './advice.js';
import type { Evidence } from './client.js';
import type { Outcome, Sent, Source } from './outcome.js';

/** What one client, in one release, would do on a machine. */
export type Prediction = {
  /** A client's id; `ant` for this program. */
  readonly client: string;
  /** `running`: this program itself. */
  readonly assumed: 'named' | 'installed' | 'newest' | 'running';
  /** The release that was named or found; absent for the newest. */
  readonly release?: string;
  /** The releases that behave alike, as in `>=0.120.0 <1.0.0`. */
  readonly range: string;
  /** Absent for this program, which does not have to be believed. */
  readonly evidence?: Evidence;
  /** Something the reader should know of the release that was assumed. */
  readonly note?: string;
  readonly outcome: Outcome;
};

/** What another release of the same client would do instead. */
export type ReleaseChange = {
  readonly client: string;
  /** `newer`: what an upgrade would bring. */
  readonly is: 'newer' | 'older';
  readonly range: string;
  readonly outcome: Outcome;
};

/** Clients side by side on one machine. */
export type Comparison = {
  readonly predictions: readonly Prediction[];
  readonly camps: readonly Camp[];
  readonly changes: readonly ReleaseChange[];
  readonly advice: readonly Advice[];
};

/** Clients that would use the same. */
export type Camp = {
  readonly outcome: Outcome;
  readonly members: readonly Prediction[];
};

/** The clients by what each would use, the largest camp first. Headers do not divide; credentials do. */
export function campsOf(predictions: readonly Prediction[]): readonly Camp[] {
  const camps = new Map<string, Prediction[]>();
  for (const each of predictions) {
    const key = credentialKey(each.outcome);
    camps.set(key, [...(camps.get(key) ?? []), each]);
  }
  return [...camps.values()]
    .flatMap((members) => (members[0] ? [{ outcome: members[0].outcome, members }] : []))
    .sort((one, other) => other.members.length - one.members.length);
}

/** The same text for the same credential, however it is sent and whatever is asked for first. */
export function credentialKey(outcome: Outcome): string {
  if (outcome.kind === 'none') return 'none';
  if (outcome.kind === 'fails') return `fails ${sourceKey(outcome.source)}`;
  const sources = outcome.sent.map(
    ({ source, empty }) => `${sourceKey(source)}${empty ? ' empty' : ''}`,
  );
  return [...new Set(sources)].sort().join(' + ');
}

/** The same text where the same is sent in the same way, for the same workspace. */
export function wireKey(outcome: Outcome): string {
  if (outcome.kind !== 'sends') return credentialKey(outcome);
  const { sent, tokenRequest = '', workspace = '' } = outcome;
  const headers = sent.map((each) => `${each.header}=${sentKey(each)}`).sort();
  return JSON.stringify([headers, tokenRequest, workspace]);
}

export function sourceKey(source: Source): string {
  switch (source.kind) {
    case 'variable':
      return `variable ${source.name} in ${source.file ?? 'the environment'}`;
    case 'profile':
      return `profile ${source.name} in ${source.directory}`;
    default:
      return source.kind;
  }
}

function sentKey({ source, empty }: Sent): string {
  return `${sourceKey(source)}${empty ? ' empty' : ''}`;
}
