/**
 * How a client decides, as data. Every client of the table is written in these words, so that what
 * differs between two of them can be read side by side; `predict` turns them into an outcome.
 */
export type Behaviour = {
  /** Strongest first. The first tier that somebody has claimed decides, unless it says `next`. */
  readonly tiers: readonly Tier[];
  /** White space around a variable's value is cut off, so that a blank one is an empty one. */
  readonly trims: boolean;
  /** White space around a key or a token cannot be sent, or is cut off when it is; unless said it goes out as it is. */
  readonly padded?: 'fails' | 'cut';
  /** Variables that are not trimmed all the same, so that a blank one counts as set. */
  readonly blankCounts?: readonly string[];
  /** Variables that count as set when they are empty. Every other empty variable counts as unset. */
  readonly emptyCounts: readonly string[];
  readonly directory: DirectoryTraits;
  readonly profile: ProfileTraits;
  readonly federation: FederationTraits;
  /** A login's `workspace_id` goes along as a header; or ANTHROPIC_WORKSPACE_ID does with everything, before that one. */
  readonly workspaceHeader: 'login' | 'everything';
  /** Variables in Claude Code's settings go before those of the environment. */
  readonly claudeSettings?: ClaudeSettingsTraits;
  /** Variables that, when switched on, send it to another company's cloud, with that cloud's credentials. */
  readonly elsewhere?: readonly string[];
};

export type Tier = HeadersTier | ProfileTier | FederationTier | { readonly kind: 'claude-login' };

/** Values that go out as they are. Claimed when one slot is filled; then every filled slot is sent. */
export type HeadersTier = {
  readonly kind: 'headers';
  /** Claimed when this one is there, whatever else is. */
  readonly needs?: SecretVariable;
  readonly slots: readonly Slot[];
  readonly oauthBeta?: true;
  /** When all that was found is empty but counts as set. */
  readonly allEmpty: 'sent' | 'next';
  /** An empty `x-api-key` that would go out alone: sent, unless said. `none`: the call goes out without it. */
  readonly emptyKeyAlone?: 'fails' | 'none';
};

/** One header, filled by the first of these that is there. */
export type Slot = {
  readonly header: 'authorization' | 'x-api-key';
  readonly from: readonly (SecretVariable | 'api-key-helper' | 'claude-login-key')[];
};

export type SecretVariable =
  | 'ANTHROPIC_API_KEY'
  | 'ANTHROPIC_AUTH_TOKEN'
  | 'CLAUDE_CODE_OAUTH_TOKEN';

/**
 * The profile that is chosen; there is only one. `explicit`: one of `explicitBy` chose it. `implicit`:
 * nothing did, so it is the one that `active_config` names, or `default`.
 */
export type ProfileTier = {
  readonly kind: 'profile';
  readonly chosen: 'explicit' | 'implicit';
  /** The tier is for a choice by these alone, of all that `explicitBy` names. */
  readonly by?: ProfileTraits['explicitBy'];
  /** The tier is for profiles of this type alone. */
  readonly only?: 'user_oauth' | 'oidc_federation';
  /** What follows from each fault; `fails` unless it is said here. */
  readonly on?: Readonly<Partial<Record<Fault, Then>>>;
};

export const FAULTS = [
  /** An empty name counts as one. */
  'no-name',
  /** There is no config file of that name. */
  'missing',
  /** Not a name that this client allows. */
  'bad-name',
  /** `active_config` or the config file cannot be read, or makes no sense. */
  'bad-config',
  'unknown-type',
  'logged-out',
  /** The credentials file cannot be read, or makes no sense. */
  'bad-credentials',
  /** Others than its owner may read or write the credentials file. */
  'open-credentials',
  /** Expired, or forced to renew, with nothing to renew it with. */
  'not-renewable',
  /** A federation profile lacks a rule, an organization or an identity token. */
  'incomplete',
  /** The identity-token file is missing, empty or cannot be read. */
  'no-token-file',
] as const;

export type Fault = (typeof FAULTS)[number];

/** `next`: the search goes on. `none`: it ends as if no credential were there. */
export type Then = 'fails' | 'next' | 'none';

/** The federation variables. */
export type FederationTier = {
  readonly kind: 'federation';
  /** Any of these sets, wholly there, claims the tier. What is then still missing makes it fail. */
  readonly claimedBy: readonly (readonly FederationPart[])[];
  /** Passed over when ANTHROPIC_PROFILE is set, be that profile of use or not. */
  readonly unlessNamed?: true;
};

/** `token`: ANTHROPIC_IDENTITY_TOKEN_FILE or ANTHROPIC_IDENTITY_TOKEN. */
export type FederationPart = 'rule' | 'organization' | 'service-account' | 'token';

export type DirectoryTraits = {
  /** Where it looks for profiles; the first that is set is the only one. APPDATA counts on Windows alone. */
  readonly order: readonly ('ANTHROPIC_CONFIG_DIR' | 'APPDATA' | 'XDG_CONFIG_HOME' | 'HOME')[];
  /** On a machine without any such place. `none`: not even the federation variables are used. */
  readonly nowhere: 'none' | 'next';
  /** On Windows it looks below that place, where nothing else keeps a profile; only ANTHROPIC_CONFIG_DIR leads it to one. */
  readonly onWindows?: 'elsewhere';
  /** HOME is there and empty, and nothing else leads to a directory: not even the federation variables are used. */
  readonly emptyHome?: 'fails';
};

export type ProfileTraits = {
  readonly explicitBy: readonly ('ANTHROPIC_PROFILE' | 'ANTHROPIC_CONFIG_DIR' | 'active_config')[];
  readonly names: RegExp;
  /** Fields that the file leaves out are filled from their variables, unless said. */
  readonly fills?: 'nothing';
  /** A field that is `""` in the file is filled from its variable as if it were not there. */
  readonly fillsEmptyFields: boolean;
  /** A file of credentials that others may read. */
  readonly openFile: 'fault' | 'used';
  /** The permission bits of group and others that make it open; 0o066 unless said. */
  readonly openBits?: number;
  /** A file of credentials that is a link. */
  readonly link?: 'fault';
  /** The permission bits of group and others that spoil a config file; none unless said. */
  readonly configBits?: number;
  /** A token with this many seconds left, or fewer, is renewed before it is used. */
  readonly renewBelow: number;
  /** A login without `client_id` whose token has expired. */
  readonly expiredWithoutClientId: 'fault' | 'used';
  /** With `client_id`, a refresh token must be there even while the access token is fresh. */
  readonly needsRefreshToken: boolean;
  /** An `expires_at` that is no number. */
  readonly oddExpiry: 'expired' | 'fault';
  /** An `expires_at` that is a number in quotes is read as that number. */
  readonly readsTextExpiry?: true;
  /** A token with no `expires_at` at all never ends, unless said. */
  readonly noExpiry?: 'expired';
  /** `never`: an expired token goes out all the same. `always`: no token of the file is used, only the renewed one. */
  readonly renews?: 'never' | 'always';
  /** A login without `client_id` is renewed all the same. */
  readonly assumesClientId?: true;
  /** What `type` in the credentials file may say, where it says something; anything unless said. */
  readonly credentialTypes?: readonly string[];
  /** An `active_config` that cannot be read: as none at all, or nothing after the keys is used; a fault unless said. */
  readonly unreadableActive?: 'default' | 'stops';
  /** A byte-order mark at the start of `active_config` is a part of the name. */
  readonly mark?: 'kept';
  /** Where neither a variable nor `active_config` names a profile there is none, not even `default`. */
  readonly needsActive?: true;
  /** An empty `active_config` names a profile of that name. */
  readonly emptyActive?: '';
  /** A field that is `""` and cannot be filled is sent so, at least along with an exchange. */
  readonly emptyFields?: 'sent' | 'exchanged';
  /** An access token that is `""` goes out as one. */
  readonly emptyToken?: 'sent';
};

export type FederationTraits = {
  /** ANTHROPIC_IDENTITY_TOKEN_FILE and ANTHROPIC_IDENTITY_TOKEN both set. */
  readonly fileAndValue: 'file' | 'fails';
  /** An empty ANTHROPIC_IDENTITY_TOKEN_FILE beside a value still wins, and fails. */
  readonly emptyFileWins: boolean;
  /** A federation profile may take its token from ANTHROPIC_IDENTITY_TOKEN. */
  readonly valueForProfile: boolean;
  /** The token of an earlier exchange in a file that others may read: a fault, unless said. */
  readonly openCache?: 'exchanged';
  /** The file of an earlier exchange makes no sense: a new exchange, unless said. */
  readonly brokenCache?: 'fault';
  /** An empty ANTHROPIC_IDENTITY_TOKEN that counts as set fails before it is sent. */
  readonly emptyValue?: 'fails';
  /** An identity-token file with nothing in it is sent as it is. */
  readonly emptyToken?: 'sent';
  /** A path of an identity token that is `""` is a path. */
  readonly emptyPath?: 'used';
  /** An earlier exchange's token is used down to this many seconds; `renewBelow` unless said. */
  readonly cacheBelow?: number;
};

/**
 * The settings of a project are read last: what the others set has decided by then whether there is a
 * profile to use.
 */
export type ClaudeSettingsTraits = {
  /** The variables that count all the same. */
  readonly fromProject: readonly string[];
  /** The variables that, when a profile is used, choose another one. */
  readonly fromProjectForProfile: readonly string[];
  /** The settings for this machine alone count at the root of the repository, too. */
  readonly readsRoot: boolean;
};
