import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Laid, lay } from './lay.js';
import { wordFor } from './planted.js';
import type { Recorded, Recorder } from './recorder.js';
import type { State } from './states.js';

/** Started in the state's directory; says hi and ends. */
export type Command = readonly string[];

export type Measured = {
  /** In the words of the truth files, as in `refresh authorization=profile:work workspace=wrkspc_01work beta`. */
  readonly signature: string;
  /** What the program printed, for a person who wonders. */
  readonly printed: string;
  readonly others: readonly string[];
};

/** Milliseconds; a run takes one or two seconds. */
const PATIENCE = 90_000;

const QUIET = {
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_MAX_RETRIES: '0',
  DISABLE_AUTOUPDATER: '1',
  DISABLE_ERROR_REPORTING: '1',
  DISABLE_TELEMETRY: '1',
};

/** Runs a client in one state against a recorder of its own. */
export async function measure(
  command: Command,
  state: State,
  recorder: Recorder,
): Promise<Measured> {
  const root = mkdtempSync(join(tmpdir(), 'ant-claude-'));
  try {
    const laid = lay(state, root);
    const printed = await run(command, laid, recorder.url);
    const recorded = recorder.take();
    const others = recorded
      .map(({ method, path }) => `${method} ${path}`)
      .filter((line) => !/ \/v1\/(messages|oauth\/token)/.test(line));
    return { signature: signatureOf(recorded, printed), printed, others };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function run([program = '', ...words]: Command, laid: Laid, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = {
      ...QUIET,
      PATH: '/usr/bin:/bin',
      ANTHROPIC_BASE_URL: url,
      // Nothing leaves this machine, whatever it tries.
      HTTPS_PROXY: url,
      HTTP_PROXY: url,
      NO_PROXY: '127.0.0.1',
      ...laid.env,
    };
    const child = spawn(program, words, { env, cwd: laid.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const add = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(late);
      resolve(printed.trim());
    });
  });
}

/** What counts of all that arrived. */
export function signatureOf(recorded: readonly Recorded[], printed: string): string {
  const message = recorded.find(({ path }) => path.startsWith('/v1/messages'));
  if (message === undefined) return /Not logged in/.test(printed) ? 'none' : 'fails';
  const asked = recorded.find(({ path }) => path.startsWith('/v1/oauth/token'));
  const { headers } = message;
  const bearer = headers.authorization?.replace(/^Bearer ?/, '').trim();
  const key = headers['x-api-key']?.trim();
  const workspace = headers['anthropic-workspace-id'];
  return [
    asked && (asked.body.includes('refresh_token') ? 'refresh' : 'exchange'),
    bearer !== undefined && `authorization=${wordFor(bearer)}`,
    key !== undefined && `x-api-key=${wordFor(key)}`,
    workspace !== undefined && `workspace=${workspace}`,
    headers['anthropic-beta']?.includes('oauth-2025-04-20') && 'beta',
  ]
    .filter((part) => typeof part === 'string')
    .join(' ');
}
