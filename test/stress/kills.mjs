// SIGKILL at a random moment of a refresh, again and again.
import { readdirSync, statSync } from 'node:fs';
import { ant, PRINT, startAnt, startPlatform } from './platform.mjs';

const FRESH = 2;

/**
 * Each round: a login whose access token has run out, a process that refreshes it and is killed, and then one
 * that wants the token. `answerLost`: the platform granted, and what it granted was not in the file when the
 * process died; only there may the login be over. It begins when the request has left: the platform
 * grants it to a dead process as well.
 */
export async function killRounds({ count, latency }) {
  const platform = await startPlatform({ logins: count + FRESH, latency });
  try {
    const typical = await undisturbed(platform, count);
    const rounds = [];
    for (let index = 0; index < count; index += 1) {
      rounds.push(await killRound(platform, index, Math.random() * typical.span * 1.1));
    }
    return summary(rounds, typical);
  } finally {
    await platform.stop();
  }
}

/** How long a refresh takes, and two spans of it: until the file holds what the answer brought. */
async function undisturbed(platform, first) {
  const measured = [];
  for (let at = 0; at < FRESH; at += 1) {
    const { configDir, file } = platform.signIn(first + at);
    const start = performance.now();
    await ant(PRINT, { configDir });
    const span = performance.now() - start;
    const note = (await platform.passed()).at(-1);
    const kept = statSync(file).ctimeMs;
    measured.push({ span, sinceAsked: kept - note.arrived, sinceAnswered: kept - note.answered });
  }
  return measured.at(-1);
}

async function killRound(platform, index, after) {
  const login = platform.signIn(index);
  const old = login.read().refresh_token;
  const { child, ended } = startAnt(PRINT, login);
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  const { signal } = await ended;
  clearTimeout(timer);
  const killed = signal === 'SIGKILL';
  const found = look(login);
  // What was under way when the process died reaches the platform all the same.
  const granted = await wasGranted(platform, old);
  const answerLost = granted && found.refreshToken === old;
  const start = performance.now();
  const next = await ant(PRINT, login);
  return {
    killed,
    granted,
    answerLost,
    corrupt: found.corrupt,
    wrongMode: found.wrongMode || look(login).wrongMode,
    survived: next.code === 0,
    err: next.err,
    nextMs: performance.now() - start,
    // The next process clears away what a dead one left in the directory of locks.
    litter: litterIn(login.configDir),
  };
}

async function wasGranted(platform, old) {
  for (;;) {
    const notes = (await platform.passed()).filter(({ sent }) => sent === old);
    const underWay = notes.some(({ status }) => status === undefined);
    if (!underWay) return notes.some(({ status }) => status === 200);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function look({ read, file }) {
  const wrongMode = (statSync(file).mode & 0o777) !== 0o600;
  try {
    const { access_token, refresh_token } = read();
    const whole =
      access_token?.startsWith('sk-ant-oat01-') && refresh_token?.startsWith('sk-ant-ort01-');
    return { corrupt: !whole, refreshToken: refresh_token, wrongMode };
  } catch {
    return { corrupt: true, wrongMode };
  }
}

function litterIn(configDir) {
  const names = readdirSync(configDir, { recursive: true });
  return names.filter((name) => /credentials\.lock|g\.\d+\.[0-9a-f]+$/.test(name)).length;
}

function summary(rounds, { span, sinceAsked, sinceAnswered }) {
  const count = (test) => rounds.filter(test).length;
  const lostWithout = rounds.filter(({ survived, answerLost }) => !survived && !answerLost);
  const slowest = Math.max(...rounds.map(({ nextMs }) => nextMs));
  const corrupt = count((round) => round.corrupt);
  const wrongMode = count((round) => round.wrongMode);
  return {
    ok: corrupt + wrongMode + lostWithout.length === 0 && slowest < 5000,
    rounds: rounds.length,
    killedBeforeTheEnd: count(({ killed }) => killed),
    killedBeforeGranted: count(({ killed, granted }) => killed && !granted),
    killedAfterKept: count(({ killed, granted, answerLost }) => killed && granted && !answerLost),
    answerLostWithTheProcess: count(({ answerLost }) => answerLost),
    loginOver: count(({ survived }) => !survived),
    loginOverThoughNoAnswerWasLost: lostWithout.length,
    firstFailure: lostWithout[0]?.err,
    corruptFiles: corrupt,
    wrongModes: wrongMode,
    roundsWithLitter: count(({ litter }) => litter > 0),
    slowestNextMs: Math.round(slowest),
    undisturbedRefreshMs: Math.round(span),
    requestArrivedToFileKeptMs: Math.round(sinceAsked),
    answerLeftToFileKeptMs: Math.round(sinceAnswered),
  };
}
