import type { Env, Host } from '../host.js';

/** Variables by which a program would find another credential than ours, or be sent elsewhere with it. */
const SHADOWING = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_PROFILE',
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_WORKSPACE_ID',
  'ANTHROPIC_SCOPE',
  'ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_IDENTITY_TOKEN',
  'ANTHROPIC_CUSTOM_HEADERS',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
] as const;

const BASE_URL = 'ANTHROPIC_BASE_URL';
/** Where every client goes that is told nothing else. */
export const DEFAULT_BASE_URL = 'https://api.anthropic.com';

/** What carries the credential to a program. */
export type Carried = {
  /** The variables that hold it, or lead to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where API calls with it go. */
  readonly baseUrl: string;
};

/** A program's environment, and the names of the variables of ours that it does not see. */
export type ChildEnvironment = { readonly env: Env; readonly withheld: readonly string[] };

/** Our own environment with one credential in it. A blank variable goes without a word: it says nothing. */
export function childEnvironment(
  { env, platform }: Pick<Host, 'env' | 'platform'>,
  { variables, baseUrl }: Carried,
): ChildEnvironment {
  const given = {
    ...variables,
    ...(baseUrl !== DEFAULT_BASE_URL && { [BASE_URL]: baseUrl }),
  };
  // Windows finds a variable in any spelling, so there may be only one.
  const plain = (name: string) => (platform === 'win32' ? name.toUpperCase() : name);
  const removed = new Set<string>([...SHADOWING, BASE_URL, ...Object.keys(given)]);
  const entries = Object.entries(env);
  const withheld = entries.filter(([name, value = '']) => {
    if (plain(name) === BASE_URL) return leadsElsewhere(value, baseUrl);
    return removed.has(plain(name)) && !(plain(name) in given) && value.trim() !== '';
  });
  const kept = entries.filter(([name]) => !removed.has(plain(name)));
  return {
    env: { ...Object.fromEntries(kept), ...given },
    withheld: withheld.map(([name]) => name).sort(),
  };
}

function leadsElsewhere(url: string, baseUrl: string): boolean {
  const blank = url.trim() === '';
  return !blank && url !== baseUrl && originOf(url) !== originOf(baseUrl);
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
