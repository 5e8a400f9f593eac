import {
  accessToken,
  CLIENT_ID,
  ORGANIZATION,
  PROFILE_RULE,
  PROFILE_WORKSPACE,
  refreshToken,
  SERVICE_ACCOUNT,
} from './planted.js';

/** A file below the directory of profiles. `directory`: one is there in the file's place; `link`: a link to `text`. */
export type LaidFile = {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  readonly directory?: true;
  readonly link?: true;
};

/**
 * What lies in one home, in `.config/anthropic`. `{root}` in a text is the directory that holds all
 * homes; `at` is the second, by the machine's clock, at which it is laid.
 */
export type Layout = {
  readonly id: string;
  /** It holds for less time than a run takes, so it is laid anew for each state. */
  readonly shortLived?: true;
  readonly files: (at: number) => readonly LaidFile[];
};

export const LOGINS = [
  'fresh',
  'expired',
  'logged-out',
  'open',
  'broken',
  'federation',
  'split',
] as const;
export type LoginState = (typeof LOGINS)[number];

export const ACTIVES = ['default', 'work', 'gone'] as const;
export const NAMES = ['default', 'work', 'named'] as const;

const HOUR = 3600;

export type Parts = {
  readonly config?: object;
  readonly authentication?: object;
  /** `undefined`: there is no such file. Text is written as it is. */
  readonly credentials?: object | string | undefined;
  readonly mode?: number;
  readonly configMode?: number;
};

/** The two files of a profile: a login that is fresh, but for what `parts` says. */
export function profileFiles(name: string, parts: Parts = {}): readonly LaidFile[] {
  const config = {
    version: '1.0',
    organization_id: ORGANIZATION,
    workspace_id: PROFILE_WORKSPACE,
    authentication: { type: 'user_oauth', client_id: CLIENT_ID, ...parts.authentication },
    ...parts.config,
  };
  const { credentials, mode = 0o600, configMode = 0o644 } = parts;
  const text = typeof credentials === 'string' ? credentials : JSON.stringify(credentials);
  return [
    { path: `configs/${name}.json`, text: JSON.stringify(config), mode: configMode },
    ...(text === undefined ? [] : [{ path: `credentials/${name}.json`, text, mode }]),
  ];
}

/** A credentials file that was written `at` some time. */
export const tokens = (home: string, name: string, at: number) => ({
  version: '1.0',
  type: 'oauth_token',
  access_token: accessToken(home, name),
  refresh_token: refreshToken(home, name),
  expires_at: at + HOUR,
  organization_uuid: ORGANIZATION,
  workspace_id: PROFILE_WORKSPACE,
});

/** A profile with an identity token of its own. */
export const federationOf = (name: string) => ({
  type: 'oidc_federation',
  client_id: undefined,
  federation_rule_id: PROFILE_RULE,
  service_account_id: SERVICE_ACCOUNT,
  identity_token: { source: 'file', path: `{root}/tokens/${name}` },
});

/** What each state of a login looks like on disk. */
const LOGIN_PARTS: Readonly<Record<LoginState, (home: string, name: string, at: number) => Parts>> =
  {
    fresh: (home, name, at) => ({ credentials: tokens(home, name, at) }),
    expired: (home, name, at) => ({ credentials: tokens(home, name, at - 2 * HOUR) }),
    'logged-out': () => ({}),
    open: (home, name, at) => ({ credentials: tokens(home, name, at), mode: 0o644 }),
    broken: () => ({ credentials: '{"version": "1.0", "access_tok' }),
    federation: (_, name) => ({ authentication: federationOf(name) }),
    split: (home, name, at) => ({
      authentication: { client_id: undefined },
      credentials: { ...tokens(home, name, at), refresh_token: undefined },
    }),
  };

/** `active_config` naming a profile. */
export const active = (text: string): LaidFile => ({ path: 'active_config', text, mode: 0o644 });

function crossed(where: (typeof ACTIVES)[number], login: LoginState): Layout {
  const id = `${where}-${login}`;
  const names = where === 'work' ? NAMES : (['default', 'named'] as const);
  return {
    id,
    files: (at) => [
      ...names.flatMap((name) => profileFiles(name, LOGIN_PARTS[login](id, name, at))),
      ...(where === 'default' ? [] : [active(`${where}\n`)]),
    ],
  };
}

/** Nobody was ever here. */
export const NOTHING: Layout = { id: 'nothing', files: () => [] };

/** The home that is not meant: it answers where a client looks into the wrong directory. */
export const DECOY: Layout = {
  id: 'decoy',
  files: (at) => profileFiles('default', { credentials: tokens('decoy', 'default', at) }),
};

/** Every way in which a profile can be active, crossed with every state of its login. */
export const CROSSED_LAYOUTS: readonly Layout[] = [
  NOTHING,
  ...ACTIVES.flatMap((where) => LOGINS.map((login) => crossed(where, login))),
];
