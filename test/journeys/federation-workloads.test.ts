import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { sha256 } from '../../src/digest.js';
import { emptyState } from '../../src/sandbox/state.js';
import { ant, bareEnvironment, outcome, type Ran } from '../support/ant.js';
import { needs, onPath } from '../support/require.js';
import { runSandbox } from '../support/running-sandbox.js';
import { canMount } from '../support/small-disk.js';
import { tempDir } from '../support/temp.js';
import { IDS, init, type Made, seedOf } from './federation-init-cases.js';
import {
  type Asked,
  ELSEWHERE,
  KEY,
  OKTA,
  PLATFORM,
  PODS,
  type Presented,
  WORKLOADS,
  type Workload,
} from './federation-workloads.js';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));

beforeEach(() => {
  vi.stubEnv('STANDIN_KEY', JSON.stringify(KEY));
  vi.stubEnv('STANDIN_ISSUER', OKTA);
  return () => vi.unstubAllEnvs();
});

/** A platform that trusts the stand-ins' key for the drafted issuer. */
function sandboxFor(drafted: Made, provider: string) {
  const directory = tempDir();
  const [seed, state] = [join(directory, 'seed.json'), join(directory, 'state.json')];
  const keys = { [sha256(String(drafted.issuer.content.issuer_url))]: JSON.stringify(KEY) };
  writeFileSync(seed, JSON.stringify(seedOf(drafted, provider)));
  writeFileSync(state, JSON.stringify({ ...emptyState(), keys }));
  return runSandbox('--seed', seed, '--state', state);
}

/** The built program where the files are that a pod has; with a `/run` of its own. */
function antInPod(words: readonly string[], { env, pod = {} }: Omit<Presented, 'words'>) {
  const files = tempDir();
  for (const [path, text] of Object.entries(pod)) {
    mkdirSync(dirname(join(files, path)), { recursive: true });
    writeFileSync(join(files, path), text);
  }
  const script = 'mount -t tmpfs pod /run && cp -r "$0/." /run && exec "$@"';
  const command = ['--mount', 'sh', '-c', script, files, process.execPath, BIN, ...words];
  const child = spawn('unshare', command, { env: bareEnvironment(env) });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return outcome(child);
}

const ATTEMPTS: Readonly<Record<string, Asked>> = {
  itself: { who: 'meant', audience: PLATFORM },
  'another subject': { who: 'other', audience: PLATFORM },
  'another audience': { who: 'meant', audience: ELSEWHERE },
};

async function judge({ provider, rule, settle }: Workload) {
  const drafts = tempDir();
  const drafted = await init(provider, ...rule, ...IDS, '--out', drafts);
  const [sandbox, present] = await Promise.all([sandboxFor(drafted, provider), settle()]);
  const attempt = async (asked: Asked): Promise<Ran> => {
    const { words, env, input, pod } = await present(asked);
    const isAsked = asked.audience !== PLATFORM && !words.includes('--identity-token-file');
    const audience = isAsked ? ['--audience', asked.audience] : [];
    const all = ['federation', 'exchange', ...words, ...audience, '--access-token'];
    const around = { env: { ...sandbox.env, ANTHROPIC_CONFIG_DIR: drafts, ...env } };
    return pod
      ? antInPod(all, { ...around, pod })
      : ant(all, { ...around, ...(input && { input }) });
  };
  const ran: Record<string, Ran> = {};
  for (const [who, asked] of Object.entries(ATTEMPTS)) ran[who] = await attempt(asked);
  const { out } = await ant(['sandbox', 'history', '--port', `${sandbox.port}`, '--json']);
  const history: readonly { reason: string | null }[] = JSON.parse(out);
  return { ran, reasons: history.map(({ reason }) => reason) };
}

async function holds(workload: Workload): Promise<void> {
  const { ran, reasons } = await judge(workload);
  const { itself } = ran;
  expect(itself?.out, itself?.err).toMatch(/^sk-ant-oat01-sandbox-\S+\n$/);
  const codes = Object.entries(ran).map(([who, { code, err }]) => [who, code, err]);
  expect(codes).toEqual([
    ['itself', 0, ''],
    ['another subject', 4, expect.stringContaining('denied the exchange')],
    ['another audience', 4, expect.stringContaining('denied the exchange')],
  ]);
  expect(reasons).toEqual([null, 'match_subject_prefix', 'match_audience']);
}

const TITLE = 'the drafted rule lets in $title, and no other subject or audience';

test.each(WORKLOADS)(TITLE, holds, 60_000);

const canBePod = () => canMount() && onPath('openssl');

describe.runIf(needs('openssl (and root)', canBePod))('in a pod', () => {
  test.each(PODS)(TITLE, holds, 60_000);
});
