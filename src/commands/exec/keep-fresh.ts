import { UNUSABLE_AT_SECONDS } from '../../credentials/freshness.js';
import type { UsableToken } from '../../credentials/usable-token.js';
import type { Host } from '../../host.js';
import { instant } from '../../output/time.js';
import type { Login } from '../../store/login.js';

/**
 * A token with this many seconds left is renewed: before the official SDKs begin to look for a newer
 * one, at 120, with time for another attempt.
 */
export const RENEW_LENT_AT_SECONDS = 150;

/** How a running program's token is renewed. */
export type Keeping = {
  /** A token that outlives `minTtl` seconds, if there is one to be had. */
  readonly obtain: (minTtl: number) => Promise<UsableToken>;
  /** Puts a new one where the program finds it. */
  readonly deliver: (login: Login) => Promise<void>;
  /** Aborts when the program has ended. */
  readonly signal: AbortSignal;
};

type Machine = Pick<Host, 'now' | 'sleep' | 'terminal'>;

type State = {
  readonly login: Login;
  /** Seconds before the end of its life at which the token is renewed. */
  readonly renewAt: number;
  /** Seconds until the next attempt. */
  readonly pause: number;
  /** Whether the person knows of the trouble. */
  readonly complained: boolean;
};

/** The clock is looked at this often, in seconds: timers stand still while a machine sleeps. */
const LONGEST_SLEEP = 15;
/** Between attempts that fail, in seconds. */
const LONGEST_PAUSE = 30;
/** Between two looks at a token that somebody else renews, in seconds. */
const LONGEST_WATCH = 4;

/**
 * Renews the token for as long as the program runs, and never throws: trouble is told, once, and
 * renewal tried again. Returns when the signal aborts; at once for a token that never expires.
 */
export async function keepFresh(
  host: Machine,
  first: UsableToken,
  keeping: Keeping,
): Promise<void> {
  const renewAt = renewalPoint(first, host.now()) ?? RENEW_LENT_AT_SECONDS;
  let state: State = { login: first.login, renewAt, pause: 1, complained: false };
  while (!keeping.signal.aborted && state.login.expiresAt !== undefined) {
    const wait = state.login.expiresAt - state.renewAt - host.now();
    if (wait <= 0) state = await renewed(host, state, keeping);
    const seconds = wait > 0 ? Math.min(wait, LONGEST_SLEEP) : state.pause;
    await host.sleep(seconds * 1000, keeping.signal);
  }
}

async function renewed(host: Machine, state: State, keeping: Keeping): Promise<State> {
  const { token, problem } = await attempt(state, keeping);
  if (token !== undefined) {
    if (state.complained) host.terminal.say('ant: the token has been renewed after all');
    const renewAt = renewalPoint(token, host.now()) ?? state.renewAt;
    return { login: token.login, renewAt, pause: 1, complained: false };
  }
  if (problem !== undefined && !state.complained) {
    const end = instant(state.login.expiresAt ?? 0);
    host.terminal.say(`ant: warning: ${problem}; still trying (the program’s token ends ${end})`);
  }
  const longest = problem === undefined ? LONGEST_WATCH : LONGEST_PAUSE;
  return {
    ...state,
    pause: Math.min(state.pause * 2, longest),
    complained: state.complained || problem !== undefined,
  };
}

type Attempt = { readonly token?: UsableToken; readonly problem?: string | undefined };

async function attempt({ login, renewAt }: State, { obtain, deliver }: Keeping): Promise<Attempt> {
  try {
    const token = await obtain(renewAt);
    if (!outlives(token.login, login)) return { problem: token.warning };
    await deliver(token.login);
    return { token };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { problem: `could not renew the token: ${because}` };
  }
}

function outlives({ expiresAt }: Login, before: Login): boolean {
  return expiresAt === undefined || expiresAt > (before.expiresAt ?? Number.POSITIVE_INFINITY);
}

/**
 * Seconds left at which a token of this life is renewed: the middle of the time in which the SDKs use a
 * short one. `undefined` for a token that was found, because its life is not known.
 */
function renewalPoint({ login, how }: UsableToken, now: number): number | undefined {
  if (how === 'cached' || login.expiresAt === undefined) return undefined;
  const life = login.expiresAt - now;
  if (life <= UNUSABLE_AT_SECONDS) return life / 2;
  return Math.min(RENEW_LENT_AT_SECONDS, (life + UNUSABLE_AT_SECONDS) / 2);
}
