// What a person waits for: whole processes, each round running every command in turn, so that whatever
// else the machine does falls on all of them alike. The ratio is the median of the rounds' ratios to a
// bare `node -e 0`.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WARM_UP = 3;
const ROUNDS = Number(process.argv[2] ?? 60);

const bin = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bin', 'ant.cjs');
const directory = mkdtempSync(join(tmpdir(), 'ant-bench-'));
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
];

try {
  signIn(directory);
  const rounds = Array.from({ length: WARM_UP + ROUNDS }, () => commands.map(time));
  report(rounds.slice(WARM_UP));
} finally {
  rmSync(directory, { recursive: true });
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

/** Milliseconds. Node 18 and 20 read NODE_EXTRA_CA_CERTS at every start, which would hide everything. */
function time({ name, words }) {
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  const env = { ...inherited, ANTHROPIC_CONFIG_DIR: directory };
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function report(rounds) {
  const rows = commands.map(({ name, words, target }, index) => {
    const ratio = median(rounds.map((round) => round[index] / round[0]));
    const verdict = target === undefined ? '' : ratio <= target ? 'reached' : 'MISSED';
    return {
      command: name,
      'median ms': median(rounds.map((round) => round[index])).toFixed(1),
      ratio: ratio.toFixed(2),
      target: target?.toFixed(2) ?? '',
      verdict,
      'peak MiB': peakMemory(words),
    };
  });
  console.log(`node ${process.version}, ${rounds.length} rounds`);
  console.table(rows);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Where the system has GNU time; empty elsewhere. */
function peakMemory(words) {
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  const env = { ...inherited, ANTHROPIC_CONFIG_DIR: directory };
  const command = ['-f', '%M', process.execPath, ...words];
  const { status, stderr } = spawnSync('/usr/bin/time', command, { env, encoding: 'utf8' });
  return status === 0 ? (Number(stderr.trim().split('\n').at(-1)) / 1024).toFixed(1) : '';
}
