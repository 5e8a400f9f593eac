/**
 * The states Claude Code is run in. Each is a choice on every axis; the first choice of an axis is a
 * machine where that thing is not there. Starting it takes about a second, so not every combination is
 * run: the axes that compete most are crossed fully, and of all others every pair of choices occurs.
 */
export const AXES = {
  key: ['unset', 'empty', 'blank', 'set'],
  token: ['unset', 'empty', 'blank', 'set'],
  oauthToken: ['unset', 'empty', 'blank', 'set'],
  profile: ['unset', 'empty', 'named', 'missing', 'bad'],
  federation: [
    'none',
    'all-empty',
    'org',
    'rule+token',
    'org+token',
    'rule+org',
    'file',
    'value',
    'both',
    'file-missing',
    'file-empty',
  ],
  active: ['none', 'default', 'work', 'gone'],
  login: [
    'fresh',
    'expired',
    'expired-for-good',
    'logged-out',
    'open',
    'broken',
    'broken-config',
    'oidc',
    'unknown-type',
    'split',
  ],
  directory: ['HOME', 'XDG_CONFIG_HOME', 'ANTHROPIC_CONFIG_DIR'],
  helper: ['none', 'user', 'project', 'local', 'failing'],
  settings: [
    'none',
    'user-key',
    'user-token',
    'user-oauth-token',
    'user-profile',
    'user-federation',
    'user-empty-key',
    'project-key',
    'project-profile',
    'local-token',
    'user-and-project-key',
    'broken',
    'project-oauth-token',
    'project-federation',
    'project-missing-profile',
    'project-empty-profile',
    'root-key',
  ],
  claudeLogin: ['none', 'account', 'console-key', 'setup-token'],
  claudeDirectory: ['HOME', 'CLAUDE_CONFIG_DIR'],
} as const;

export type Axis = keyof typeof AXES;

export type State = { readonly [A in Axis]: (typeof AXES)[A][number] };

const NAMES = Object.keys(AXES) as readonly Axis[];

/** The machine on which nothing is set up. */
const NOTHING = Object.fromEntries(NAMES.map((axis) => [axis, AXES[axis][0]])) as State;

/** What differs from an empty machine, as in `key=set active=work login=expired`. */
export function nameOf(state: State): string {
  const parts = NAMES.filter((axis) => state[axis] !== NOTHING[axis]).map(
    (axis) => `${axis}=${state[axis]}`,
  );
  return parts.join(' ') || 'nothing';
}

type Some = Partial<{ readonly [A in Axis]: readonly State[A][] }>;

/** Every combination of these choices, the other axes at rest. */
function cross(some: Some): readonly State[] {
  let states: readonly State[] = [NOTHING];
  for (const axis of NAMES) {
    const choices = some[axis];
    if (choices === undefined) continue;
    states = states.flatMap((state) => choices.map((choice) => ({ ...state, [axis]: choice })));
  }
  return states;
}

type Pair = string;

function pairsOf(state: State): readonly Pair[] {
  return NAMES.flatMap((a, i) =>
    NAMES.slice(i + 1).map((b) => `${a}=${state[a]} ${b}=${state[b]}`),
  );
}

/** Adds states until each pair of these choices has occurred; the same ones in every run. */
function coverPairs(given: readonly State[], some: Some): readonly State[] {
  const seen = new Set(given.flatMap(pairsOf));
  const added: State[] = [];
  for (;;) {
    const open = firstOpenPair(seen, some);
    if (open === undefined) return added;
    const state = fill(open, seen, some);
    for (const pair of pairsOf(state)) seen.add(pair);
    added.push(state);
  }
}

const choicesOf = (some: Some, axis: Axis): readonly string[] => some[axis] ?? [NOTHING[axis]];

function firstOpenPair(seen: ReadonlySet<Pair>, some: Some): Partial<State> | undefined {
  for (const [i, a] of NAMES.entries()) {
    for (const b of NAMES.slice(i + 1)) {
      for (const left of choicesOf(some, a)) {
        const right = choicesOf(some, b).find((choice) => !seen.has(`${a}=${left} ${b}=${choice}`));
        if (right !== undefined) return { [a]: left, [b]: right } as Partial<State>;
      }
    }
  }
  return undefined;
}

/** Chooses, axis by axis, what brings the most pairs that have not occurred yet. */
function fill(start: Partial<State>, seen: ReadonlySet<Pair>, some: Some): State {
  const chosen: Record<string, string> = { ...start };
  for (const axis of NAMES) {
    if (axis in chosen) continue;
    const gain = (choice: string): number =>
      NAMES.filter((other) => other in chosen && isNew({ ...chosen, [axis]: choice }, axis, other))
        .length;
    const isNew = (now: Readonly<Record<string, string>>, one: Axis, other: Axis): boolean => {
      const [a, b] = NAMES.indexOf(one) < NAMES.indexOf(other) ? [one, other] : [other, one];
      return !seen.has(`${a}=${now[a]} ${b}=${now[b]}`);
    };
    chosen[axis] = choicesOf(some, axis).reduce((best, next) =>
      gain(next) > gain(best) ? next : best,
    );
  }
  return chosen as State;
}

/** All but what a project's settings can hold besides, which is crossed below. */
const MOST: Some = {
  ...AXES,
  settings: AXES.settings.filter(
    (choice) => !/^(root|project)-/.test(choice) || /^project-(key|profile)$/.test(choice),
  ),
};

/** Nothing that hides what lies below it: no key, no token, no helper. */
const UNHIDDEN: Some = {
  ...MOST,
  key: ['unset', 'empty', 'blank'],
  token: ['unset', 'empty', 'blank'],
  oauthToken: ['unset', 'empty', 'blank'],
  helper: ['none'],
  settings: ['none', 'user-profile', 'user-federation', 'user-empty-key', 'project-profile'],
  claudeLogin: ['none', 'account', 'setup-token'],
};

const CROSSED: readonly State[] = [
  ...cross({
    key: ['unset', 'set'],
    token: ['unset', 'set'],
    oauthToken: ['unset', 'set'],
    profile: ['unset', 'named'],
    active: ['none', 'work'],
    helper: ['none', 'user'],
    claudeLogin: ['none', 'account'],
  }),
  ...cross({ active: AXES.active, login: AXES.login, profile: ['unset', 'named'] }),
  ...cross({
    federation: AXES.federation,
    active: AXES.active,
    profile: ['unset', 'named', 'missing'],
  }),
  ...cross({
    active: ['none', 'work'],
    login: ['fresh', 'expired', 'logged-out', 'oidc'],
    claudeLogin: AXES.claudeLogin,
    federation: ['none', 'file'],
  }),
  ...cross({
    profile: ['missing', 'bad'],
    active: ['none', 'work'],
    claudeLogin: AXES.claudeLogin,
    federation: ['none', 'rule+org', 'file'],
  }),
  ...cross({
    settings: [
      'project-oauth-token',
      'project-federation',
      'project-missing-profile',
      'project-empty-profile',
      'root-key',
    ],
    oauthToken: ['unset', 'set'],
    profile: ['unset', 'named'],
    active: ['none', 'default'],
    claudeLogin: ['none', 'account'],
  }),
];

const BELOW = coverPairs([], UNHIDDEN);

/** Every state once, in a fixed order. */
const STATES: readonly State[] = unique([
  ...CROSSED,
  ...BELOW,
  ...coverPairs([...CROSSED, ...BELOW], MOST),
]);

/** One in seven: enough for what starts the very same program. */
const SAMPLE = STATES.filter((_, index) => index % 7 === 0);

/** The states in which a client is run. */
export const statesOf = (client: string): readonly State[] =>
  client === 'agent-sdk' ? SAMPLE : STATES;

function unique(states: readonly State[]): readonly State[] {
  return [...new Map(states.map((state) => [nameOf(state), state])).values()];
}
