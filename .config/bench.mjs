// What a person waits for: whole processes, each round running every command in turn, so that whatever
// else the machine does falls on all of them alike. The ratio is the median of the rounds' ratios to a
// bare `node -e 0`. Detection is measured inside the process.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WARM_UP = 3;
const ROUNDS = Number(process.argv[2] ?? 60);
const DETECTIONS = 15;
/** Milliseconds. */
const DETECTION_TARGET = 5;

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(dirname(here), 'bin', 'ant.cjs');
const directory = mkdtempSync(join(tmpdir(), 'ant-bench-'));
const identityToken = join(directory, 'identity-token');
const exchange = [bin, 'federation', 'exchange', '--access-token'];
const commands = [
  { name: 'node -e 0', words: ['-e', '0'] },
  { name: 'ant --version', words: [bin, '--version'], target: 1.2 },
  {
    name: 'ant auth print-credentials --access-token',
    words: [bin, 'auth', 'print-credentials', '--access-token'],
    target: 1.2,
  },
  { name: 'ant --help', words: [bin, '--help'], target: 1.6 },
  { name: 'ant __complete auth lo', words: [bin, '__complete', 'auth', 'lo'], target: 1.2 },
  { name: 'ant profile list', words: [bin, 'profile', 'list'] },
  { name: 'one request with node:http alone', words: [join(here, 'bench-request.cjs')] },
  // As in a CI job: nothing of ours is on the machine, and nothing is left on it.
  { name: 'ant federation exchange (nothing kept)', words: exchange, target: 1.7, home: 'none' },
  // A token with a jti buys one access token: locked, noted, kept for the next command, and logged.
  { name: 'ant federation exchange (single use)', words: exchange, singleUse: true },
];

const platform = spawn(process.execPath, [join(here, 'bench-platform.cjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const port = await new Promise((resolve) => platform.stdout.once('data', resolve));
  const env = environment(String(port).trim());
  signIn(directory);
  const rounds = Array.from({ length: WARM_UP + ROUNDS }, () =>
    commands.map((command) => time(command, env)),
  );
  report(rounds.slice(WARM_UP), env);
  reportDetection(env);
} finally {
  platform.kill();
  rmSync(directory, { recursive: true });
}

/** Node 18 and 20 read NODE_EXTRA_CA_CERTS at every start, which would hide everything. */
function environment(port) {
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  return {
    ...inherited,
    ANTHROPIC_CONFIG_DIR: directory,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01bench',
    ANTHROPIC_ORGANIZATION_ID: '00000000-0000-4000-8000-000000000000',
    ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_01bench',
    ANTHROPIC_WORKSPACE_ID: 'wrkspc_01bench',
    ANTHROPIC_IDENTITY_TOKEN_FILE: identityToken,
  };
}

/** A profile with an access token that is fresh for an hour, and good for nothing. */
function signIn(into) {
  for (const name of ['configs', 'credentials']) mkdirSync(join(into, name), { mode: 0o700 });
  const authentication = { type: 'user_oauth' };
  writeFileSync(join(into, 'configs', 'default.json'), JSON.stringify({ authentication }));
  const path = join(into, 'credentials', 'default.json');
  const expires = Math.floor(Date.now() / 1000) + 3600;
  writeFileSync(path, JSON.stringify({ access_token: 'bench', expires_at: expires }));
  chmodSync(path, 0o600);
}

/** Each command has its own, because one with a `jti` buys one access token. */
function writeIdentityToken(singleUse = false) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const whose = { iss: 'https://issuer.example', sub: 'bench', aud: 'https://api.anthropic.com' };
  const claims = {
    ...whose,
    iat: now,
    exp: now + 600,
    ...(singleUse && { jti: String(process.hrtime.bigint()) }),
  };
  const token = [part({ alg: 'RS256', kid: 'bench' }), part(claims), 'c2ln'].join('.');
  writeFileSync(identityToken, token, { mode: 0o600 });
}

/** Milliseconds. */
function time({ name, words, home, singleUse }, env) {
  writeIdentityToken(singleUse);
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, words, {
    env: inHome(env, home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function inHome(env, home) {
  return home === undefined ? env : { ...env, ANTHROPIC_CONFIG_DIR: join(directory, home) };
}

function report(rounds, env) {
  const rows = commands.map((command, index) => {
    const { name, target } = command;
    const ratio = median(rounds.map((round) => round[index] / round[0]));
    const verdict = target === undefined ? '' : ratio <= target ? 'reached' : 'MISSED';
    return {
      command: name,
      'median ms': median(rounds.map((round) => round[index])).toFixed(1),
      ratio: ratio.toFixed(2),
      target: target?.toFixed(2) ?? '',
      verdict,
      'peak MiB': peakMemory(command, env),
    };
  });
  console.log(`node ${process.version}, ${rounds.length} rounds`);
  console.table(rows);
}

/** The first time in a process, where nothing is here and where several identities are. */
function reportDetection({ PATH }) {
  const job = { GITHUB_ACTIONS: 'true', GITLAB_CI: 'true', AWS_LAMBDA_FUNCTION_NAME: 'bench' };
  for (const [where, variables] of [
    ['on a laptop', {}],
    ['in a job', job],
  ]) {
    const env = { PATH, HOME: directory, ...variables };
    const times = Array.from({ length: DETECTIONS }, () =>
      Number(spawnSync(process.execPath, [join(here, 'bench-detect.mjs')], { env }).stdout),
    );
    const verdict = median(times) <= DETECTION_TARGET ? 'reached' : 'MISSED';
    const target = `target ${DETECTION_TARGET} ms: ${verdict}`;
    console.log(`detection of identities ${where}: ${median(times).toFixed(1)} ms (${target})`);
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Where the system has GNU time; empty elsewhere. */
function peakMemory({ words, home, singleUse }, env) {
  writeIdentityToken(singleUse);
  const command = ['-f', '%M', process.execPath, ...words];
  const { status, stderr } = spawnSync('/usr/bin/time', command, {
    env: inHome(env, home),
    encoding: 'utf8',
  });
  return status === 0 ? (Number(stderr.trim().split('\n').at(-1)) / 1024).toFixed(1) : '';
}
