/** A name that changes which credential a client uses, wherever it is set. */
export type Watched = {
  readonly name: string;
  /** How much it hurts to have forgotten it. */
  readonly level: 'warning' | 'note';
  /** Its value is a credential. */
  readonly secret?: true;
  /** A job without a static key sets it. */
  readonly atHomeInCi?: true;
  /** What follows from its being set. */
  readonly effect: string;
  readonly fix: string;
};

const SIGN_IN = 'remove it and sign in with: ant auth login';

const CREDENTIALS: readonly Watched[] = [
  {
    name: 'ANTHROPIC_API_KEY',
    level: 'warning',
    secret: true,
    effect: 'it wins over every profile, and whoever owns the key pays',
    fix: SIGN_IN,
  },
  {
    name: 'ANTHROPIC_AUTH_TOKEN',
    level: 'warning',
    secret: true,
    effect: 'it wins over every profile, and nothing renews it',
    fix: SIGN_IN,
  },
  {
    name: 'CLAUDE_CODE_OAUTH_TOKEN',
    level: 'warning',
    secret: true,
    effect: 'Claude Code uses it in place of every profile',
    fix: SIGN_IN,
  },
  {
    name: 'ANTHROPIC_CUSTOM_HEADERS',
    level: 'warning',
    secret: true,
    effect: 'every request carries these headers, so they can replace the credential',
    fix: 'remove it, unless a proxy of yours asks for these headers',
  },
  {
    name: 'apiKeyHelper',
    level: 'warning',
    effect: 'Claude Code runs it, and sends what it prints in place of every profile',
    fix: 'remove apiKeyHelper: Claude Code reads a profile by itself, after: ant auth login',
  },
];

const CHOICES: readonly Watched[] = [
  {
    name: 'ANTHROPIC_PROFILE',
    level: 'note',
    atHomeInCi: true,
    effect: 'this profile wins over the active one',
    fix: 'remove it and choose with: ant profile activate NAME, or --profile NAME',
  },
  {
    name: 'ANTHROPIC_CONFIG_DIR',
    level: 'note',
    atHomeInCi: true,
    effect: 'profiles and logins are looked for elsewhere',
    fix: 'remove it, unless profiles are meant to be kept there',
  },
  {
    name: 'CLAUDE_CONFIG_DIR',
    level: 'note',
    atHomeInCi: true,
    effect: 'Claude Code looks for its settings and its login elsewhere',
    fix: 'remove it, unless they are meant to be kept there',
  },
  {
    name: 'ANTHROPIC_BASE_URL',
    level: 'note',
    effect: 'credentials are sent to this address, whatever the profile says',
    fix: 'remove it, or keep it in the profile: ant profile set base_url URL',
  },
];

const FEDERATION: readonly Watched[] = [
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_WORKSPACE_ID',
  'ANTHROPIC_SCOPE',
  'ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_IDENTITY_TOKEN',
].map((name) => ({
  name,
  level: 'note',
  atHomeInCi: true,
  ...(name === 'ANTHROPIC_IDENTITY_TOKEN' && { secret: true }),
  effect: 'it takes part in federation, which wins over the active profile',
  fix: 'remove it and keep the setting in a profile: ant profile create --help',
}));

const WATCHED: ReadonlyMap<string, Watched> = new Map(
  [...CREDENTIALS, ...CHOICES, ...FEDERATION].map((watched) => [watched.name, watched]),
);

/**
 * The watched name that a word in a file means. Actions and Terraform write `anthropic_api_key`, aider
 * writes `anthropic-api-key`.
 */
export function findWatched(word: string): Watched | undefined {
  return WATCHED.get(word) ?? WATCHED.get(word.toUpperCase().replaceAll('-', '_'));
}

/** A pattern for any watched variable in any spelling. Whoever uses it asks `findWatched` what it found. */
export const ANY_NAME = '(?:anthropic|claude)[_-][a-z][a-z_-]*[a-z]';

/** What a file must hold to be looked into: a name, or a key, also as fish or a Kubernetes secret writes it. */
export const NEEDLES: readonly Uint8Array[] = [
  'sk-ant-',
  'sk\\x2dant',
  'ANTHROPIC_',
  'CLAUDE_C',
  'apiKeyHelper',
  'anthropic_',
  'anthropic-api-key',
  'claude_code_oauth_token',
  'c2stYW50L',
].map((needle) => new TextEncoder().encode(needle));
