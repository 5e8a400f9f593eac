import type { Host } from '../host.js';
import type { Secret } from '../secret.js';

/** In the order in which they are asked and listed. */
export const SOURCE_IDS = [
  'github-actions',
  'gitlab',
  'buildkite',
  'circleci',
  'azure-pipelines',
  'bitbucket',
  'terraform-cloud',
  'vercel',
  'aws',
  'gcp',
  'azure-workload-identity',
  'azure-app-service',
  'azure-imds',
  'kubernetes',
  'spiffe',
  'okta',
  'oidc-client-credentials',
  'command',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];

export function isSourceId(name: string): name is SourceId {
  return SOURCE_IDS.some((id) => id === name);
}

/**
 * What a source found of itself on this machine, by variables and files alone.
 *
 * - `absent`: this is not such a machine. `lookedFor` names what would have shown it.
 * - `present`: it can be asked for an identity token.
 * - `broken`: it is such a machine, and something is missing. `fix` is what to type or to write where;
 *   it may have several lines, such as the exact YAML.
 *
 * `onlyNamed`: it is as likely a person's as this machine's, so that it is asked only when it is named.
 */
export type Detection =
  | { readonly state: 'absent'; readonly lookedFor: readonly string[] }
  | {
      readonly state: 'present';
      readonly evidence: readonly string[];
      readonly onlyNamed?: true;
    }
  | {
      readonly state: 'broken';
      readonly evidence: readonly string[];
      readonly because: string;
      readonly fix: string;
      readonly onlyNamed?: true;
    };

/** All that looking may take: no network, no program, no keychain. */
export type Surroundings = Pick<Host, 'env' | 'files' | 'platform'>;

/** What asking a source may take. */
export type SourceMachine = Pick<
  Host,
  | 'env'
  | 'files'
  | 'platform'
  | 'http'
  | 'child'
  | 'now'
  | 'sleep'
  | 'random'
  | 'interrupt'
  | 'terminal'
  | 'aws'
  | 'grpc'
>;

/** What a source is told, by flags or a profile: `client_id`, `token_url`, … as its `settings` list them. */
export type SourceSettings = Readonly<Record<string, string>>;

export type TokenRequest = {
  /** Who the identity token shall be for: the platform's `aud`. */
  readonly audience: string;
  readonly settings: SourceSettings;
  /** Who named this source: `--source`, a profile, or `found here`. Not everything is done for a profile. */
  readonly from: string;
};

/** Narrowest first: a CI job runs in a pod, a pod may stand for an identity of its cloud, and it runs on a machine. */
export const LAYERS = ['job', 'workload', 'cloud', 'machine'] as const;

/** Somewhere a workload can get an identity token that vouches for it. */
export type IdentityTokenSource = {
  readonly id: SourceId;
  /** As its makers call it. */
  readonly title: string;
  /**
   * `ambient`: asked without being named, when it is present. `named`: only by `--source` or a profile,
   * because nothing around it says that it is meant.
   */
  readonly asked: 'ambient' | 'named';
  /** What it speaks for. Of several that are present the narrowest is meant, unless two are equally narrow. */
  readonly layer: (typeof LAYERS)[number];
  /** Names and meanings of the settings it reads. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether there is one for another exchange later, or the same one for the whole job. */
  readonly again: 'new' | 'same';
  readonly detect: (around: Surroundings, settings: SourceSettings) => Promise<Detection>;
  /**
   * What its answer depends on besides the settings, hashed by the caller: a minted access token is served again only
   * while this is unchanged. `undefined` when only the identity token itself can tell.
   */
  readonly witness: (around: Surroundings) => string | undefined;
  /**
   * Asks for an identity token. Called only after `detect` said present. Throws an `AntError`
   * (`'identity-token'`: there is none to be had, with the fix as hint; `'network'`: nobody answered).
   * No text of the source's answer is in it beyond what `printable` and a known error code allow.
   */
  readonly fetch: (machine: SourceMachine, request: TokenRequest) => Promise<Secret>;
  /** Whether a token's `aud` is the audience that was asked for, where that is not spelled the same. */
  readonly accepts?: (audience: string, aud: string) => boolean;
};
