// Many processes at once want the same thing. Each storm returns its numbers, and `ok` when all is as it must be.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ant, CLIENT_ID, PRINT, startPlatform, yieldToPlatform } from './platform.mjs';

const CLAUDE = fileURLToPath(new URL('./claude.mjs', import.meta.url));
const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';

const FORCE = ['auth', 'refresh', '--force'];
const EXEC = ['exec', process.execPath, '-e', '0'];

const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const distinct = (values) => new Set(values).size;

/** Does `round` that many times on a platform of its own; sums up what went wrong and how long it took. */
async function rounds(count, { logins = count, latency }, round) {
  const platform = await startPlatform({ logins, latency });
  const results = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const from = (await platform.passed()).length;
      const start = performance.now();
      const result = await round(platform, index);
      const requests = (await platform.passed()).slice(from);
      results.push({ ...result, requests, milliseconds: performance.now() - start });
    }
  } finally {
    await platform.stop();
  }
  return results;
}

/** As it must be: one request, nobody fails, and all print the same token. */
const isRight = ({ requests, outcomes, tokens }) =>
  requests.length === 1 && failedOf(outcomes) === 0 && tokens === 1;

function summary(results) {
  const requests = results.flatMap((result) => result.requests);
  const outcomes = results.flatMap((result) => result.outcomes);
  const right = results.filter(isRight).length;
  const slowest = (numbers) => Math.round(Math.max(...numbers));
  return {
    ok: right === results.length,
    rounds: results.length,
    roundsAsTheyMustBe: right,
    processes: outcomes.length,
    failed: failedOf(outcomes),
    failures: tally(outcomes),
    requests: requests.length,
    refused: requests.filter(({ status }) => status !== 200).length,
    slowestAnswerMs: slowest(
      requests.map(({ arrived, answered = Infinity }) => answered - arrived),
    ),
    slowestRoundMs: slowest(results.map(({ milliseconds }) => milliseconds)),
  };
}

/** What went wrong, each once, with how often. */
function tally(outcomes) {
  const counts = new Map();
  for (const { err } of outcomes.filter(({ code }) => code !== 0)) {
    const line = err.split('\n')[0].replace(/\d+/g, 'N');
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const lines = [...counts].map(([line, count]) => `${count} × ${line}`);
  return lines.length === 0 ? undefined : lines;
}

const failedOf = (outcomes) => outcomes.filter(({ code }) => code !== 0).length;
const printed = (outcomes) => distinct(outcomes.map(({ out }) => out));

/** A hundred processes want the token of a login whose access token has run out. */
export async function refreshStorm({ count, processes, latency }) {
  const results = await rounds(count, { latency }, async (platform, index) => {
    const { configDir } = platform.signIn(index);
    const outcomes = await Promise.all(times(processes, () => ant(PRINT, { configDir })));
    return { outcomes, tokens: printed(outcomes) };
  });
  return summary(results);
}

/** Fifty processes exchange one single-use identity token, with variables alone. */
export async function exchangeStorm({ count, processes, latency }) {
  const results = await rounds(count, { latency }, async (platform, index) => {
    const { configDir } = platform.signIn(index);
    const env = {
      ANTHROPIC_BASE_URL: platform.url,
      ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01SandboxGithubActions',
      ANTHROPIC_ORGANIZATION_ID: ORGANIZATION,
      ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_01SandboxDeploy',
      ANTHROPIC_IDENTITY_TOKEN_FILE: await platform.mint(),
    };
    const words = ['federation', 'exchange', '--access-token'];
    const outcomes = await Promise.all(times(processes, () => ant(words, { configDir, env })));
    return { outcomes, tokens: printed(outcomes) };
  });
  return summary(results);
}

/** Some want a token, some run a program with it, some want it renewed come what may; nobody fails. */
export async function mixedStorm({ count, processes, latency }) {
  const results = await rounds(count, { latency }, async (platform, index) => {
    const { configDir, read } = platform.signIn(index);
    const words = (at) => [FORCE, PRINT, EXEC, PRINT][at % 4];
    const outcomes = await Promise.all(times(processes, (at) => ant(words(at), { configDir })));
    const last = await ant(PRINT, { configDir });
    return { outcomes, tokens: last.out === read().access_token ? 1 : 0 };
  });
  const { ok: _, roundsAsTheyMustBe: __, ...sums } = summary(results);
  const most = Math.max(...results.map(({ requests }) => requests.length));
  const agree = results.every(({ tokens }) => tokens === 1);
  const ok = sums.failed + sums.refused === 0 && agree && most <= Math.ceil(processes / 4) + 1;
  return { ok, ...sums, mostRequestsInARound: most };
}

/** Beside programs that take Claude Code's lock by its rules, and refresh as well. */
export async function claudeStorm({ count, processes, latency }) {
  const results = await rounds(count, { latency }, async (platform, index) => {
    const { configDir } = platform.signIn(index);
    const claude = () => run([CLAUDE, configDir, platform.url, CLIENT_ID]);
    const outcomes = await Promise.all(
      times(processes, (at) => (at % 2 === 0 ? ant(PRINT, { configDir }) : claude())),
    );
    return { outcomes, tokens: printed(outcomes) };
  });
  return summary(results);
}

function run(words) {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  yieldToPlatform(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, out: out.trim(), err }));
  });
}
