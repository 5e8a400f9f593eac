import { createHash } from 'node:crypto';
import { CROSSED_LAYOUTS, type Layout } from './layouts.js';
import { API_KEY, AUTH_TOKEN, ORGANIZATION, VARIABLE_RULE } from './planted.js';
import { PROBES } from './probes.js';

/**
 * One machine: which home is meant, and the whole set of ANTHROPIC_*, XDG_CONFIG_HOME and HOME. In a
 * value `{url}` stands for the platform, `{root}` for the directory of all homes (a home is
 * `{root}/<layout>`), `{jwt}` for an identity token.
 */
export type State = {
  readonly id: string;
  readonly layout: Layout;
  readonly env: Readonly<Record<string, string>>;
};

export type Settings = Readonly<Record<string, string>>;

export const API_KEYS: Readonly<Record<string, Settings>> = {
  unset: {},
  empty: { ANTHROPIC_API_KEY: '' },
  set: { ANTHROPIC_API_KEY: API_KEY },
};

export const AUTH_TOKENS: Readonly<Record<string, Settings>> = {
  unset: {},
  empty: { ANTHROPIC_AUTH_TOKEN: '' },
  set: { ANTHROPIC_AUTH_TOKEN: AUTH_TOKEN },
};

export const PROFILES: Readonly<Record<string, Settings>> = {
  unset: {},
  empty: { ANTHROPIC_PROFILE: '' },
  named: { ANTHROPIC_PROFILE: 'named' },
  missing: { ANTHROPIC_PROFILE: 'nosuch' },
  'bad-name': { ANTHROPIC_PROFILE: '../x' },
};

const RULE = { ANTHROPIC_FEDERATION_RULE_ID: VARIABLE_RULE };
const ORG = { ANTHROPIC_ORGANIZATION_ID: ORGANIZATION };
const VALUE = { ANTHROPIC_IDENTITY_TOKEN: '{jwt}' };
const file = (path: string) => ({ ANTHROPIC_IDENTITY_TOKEN_FILE: path });
const FILE = file('{root}/tokens/variables');

export const FEDERATIONS: Readonly<Record<string, Settings>> = {
  none: {},
  'all-empty': {
    ANTHROPIC_FEDERATION_RULE_ID: '',
    ANTHROPIC_ORGANIZATION_ID: '',
    ANTHROPIC_IDENTITY_TOKEN: '',
    ...file(''),
  },
  organization: ORG,
  'rule+token': { ...RULE, ...FILE },
  'organization+token': { ...ORG, ...FILE },
  'rule+organization': { ...RULE, ...ORG },
  'full-file': { ...RULE, ...ORG, ...FILE },
  'full-value': { ...RULE, ...ORG, ...VALUE },
  'full-both': { ...RULE, ...ORG, ...FILE, ...VALUE },
  'full-file-missing': { ...RULE, ...ORG, ...file('{root}/tokens/nosuch') },
  'full-file-empty': { ...RULE, ...ORG, ...file('{root}/tokens/empty') },
  'full-value-no-file': { ...RULE, ...ORG, ...VALUE, ...file('') },
};

/** Which variable leads to the home that is meant; HOME then leads to the decoy. */
export const DIRECTORIES: Readonly<Record<string, (layout: string) => Settings>> = {
  home: (layout) => ({ HOME: `{root}/${layout}` }),
  'config-dir': (layout) => ({
    HOME: '{root}/decoy',
    ANTHROPIC_CONFIG_DIR: `{root}/${layout}/.config/anthropic`,
  }),
  xdg: (layout) => ({ HOME: '{root}/decoy', XDG_CONFIG_HOME: `{root}/${layout}/.config` }),
};

/** One choice on each axis, with all that it sets. */
type Choice = { readonly id: string; readonly settings: Settings };

/** Every choice of the first axes with every value of one more. */
function cross(
  choices: readonly Choice[],
  name: string,
  axis: Readonly<Record<string, Settings>>,
): readonly Choice[] {
  return choices.flatMap(({ id, settings }) =>
    Object.entries(axis).map(([value, more]) => ({
      id: `${id}${name}=${value} `,
      settings: { ...settings, ...more },
    })),
  );
}

const UNSET = { unset: {} };

/** By home: every key, token, name, federation and layout. By another variable: without key and token. */
function crossedStates(): readonly State[] {
  return Object.entries(DIRECTORIES).flatMap(([by, leadTo]) => {
    const whole = by === 'home';
    const start = [{ id: '', settings: { ANTHROPIC_BASE_URL: '{url}' } }];
    const keys = cross(start, 'key', whole ? API_KEYS : UNSET);
    const secrets = cross(keys, 'token', whole ? AUTH_TOKENS : UNSET);
    const choices = cross(cross(secrets, 'profile', PROFILES), 'federation', FEDERATIONS);
    return choices.flatMap(({ id, settings }) =>
      CROSSED_LAYOUTS.map((layout) => ({
        id: `${id}layout=${layout.id} by=${by}`,
        layout,
        env: { ...settings, ...leadTo(layout.id) },
      })),
    );
  });
}

/** What is odd in one thing, in each of a few surroundings. */
function probeStates(): readonly State[] {
  const surroundings = ['none', 'full-file', 'rule+organization'] as const;
  return PROBES.flatMap(({ id, layouts, env }) =>
    layouts.flatMap((layout) =>
      surroundings.map((federation) => {
        const all: Record<string, string | undefined> = {
          ANTHROPIC_BASE_URL: '{url}',
          HOME: `{root}/${layout.id}`,
          ...FEDERATIONS[federation],
          ...env,
        };
        const set = Object.entries(all).filter(([, value]) => value !== undefined);
        return {
          id: `probe=${id} federation=${federation} layout=${layout.id}`,
          layout,
          env: Object.fromEntries(set) as Settings,
        };
      }),
    ),
  );
}

export const STATES: readonly State[] = [...probeStates(), ...crossedStates()];

/** About one state in 16, always the same ones, and every probe: for clients that are slow to start. */
export const SAMPLE: readonly State[] = STATES.filter(
  ({ id }) => id.startsWith('probe=') || (hash(id)[0] ?? 0) % 16 === 0,
);

/** Changes with the set of states, so that a truth of another set is found out. */
export function digestOf(states: readonly State[]): string {
  const layouts = new Set(states.map(({ layout }) => layout));
  const text = JSON.stringify([
    [...layouts].map(({ id, files }) => [id, files(0)]),
    states.map(({ id, env }) => [id, env]),
  ]);
  return hash(text).toString('hex').slice(0, 16);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
