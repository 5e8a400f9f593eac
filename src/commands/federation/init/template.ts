import type { PART_FLAGS, PROVIDERS } from '../../../grammar/federation-init.js';
import type { SourceId } from '../../../identity/source.js';
import type { RuleMatch } from '../../../rules/rule.js';

export type Provider = (typeof PROVIDERS)[number];
export type PartName = (typeof PART_FLAGS)[number]['name'];

/** What was said about the subject; every value has been checked and may stand in YAML, JSON and a shell. */
export type Parts = Readonly<Partial<Record<PartName, string>>>;

/** The platform's own ids, or words in capitals in their place. */
export type Ids = {
  readonly federationRule: string;
  readonly organization: string;
  readonly serviceAccount: string;
  readonly workspace: string;
};

/** Everything one workload needs, made of its parts. */
export type Setup = {
  /** As the Admin API takes it, without its name. */
  readonly issuer: {
    readonly issuer_url: string;
    readonly max_jwt_lifetime_seconds?: number;
    readonly jwks?: { readonly type: 'inline'; readonly keys: readonly string[] };
  };
  readonly match: RuleMatch;
  /** Seconds, as the rule grants them. */
  readonly tokenLifetime: number;
  readonly profile: {
    readonly source: SourceId;
    /** What is asked for, where that is not the platform's own audience. */
    readonly audience?: string;
    readonly settings?: Readonly<Record<string, string>>;
    /** What the official SDKs read by themselves. */
    readonly identityTokenFile?: string;
  };
  readonly snippet: { readonly path: string; readonly text: (ids: Ids) => string };
  /** What else has to be so, one line each. */
  readonly notes: readonly string[];
};

/** One provider. `make` throws an `AntError('usage')` that names the flag it lacks. */
export type Template = {
  readonly id: Provider;
  readonly takes: readonly PartName[];
  /** What the file under `docs/pipelines` is made of. */
  readonly example: Parts;
  readonly make: (parts: Parts) => Setup;
};
