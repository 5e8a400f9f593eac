// A real `ant sandbox start` with logins already in it, behind a slow road that writes down what passes.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));
const ROAD = fileURLToPath(new URL('./road.mjs', import.meta.url));

export const CLIENT_ID = '41077d10-94b8-4194-be48-d251e9eb21b4';

const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('base64url');
const newToken = (kind) => `sk-ant-${kind}-sandbox-${randomBytes(32).toString('base64url')}`;

/** `logins` people are signed in; `latency` milliseconds pass on the road, half of them each way. */
export async function startPlatform({ logins, latency }) {
  const directory = mkdtempSync(join(tmpdir(), 'ant-stress-'));
  const refreshTokens = Array.from({ length: logins }, () => newToken('ort01'));
  const state = join(directory, 'state.json');
  writeFileSync(state, JSON.stringify(stateWith(refreshTokens)), { mode: 0o600 });
  const sandbox = await startSandbox(state);
  const road = await openRoad(sandbox.port, latency);
  return {
    directory,
    url: road.url,
    /** Token requests in order: when they were granted and when the answer had left, by epoch milliseconds. */
    passed: road.notes,
    /** A configuration directory in which that person's access token has run out. */
    signIn: (login) => signIn({ directory, url: road.url, login, token: refreshTokens[login] }),
    mint: async () => {
      const words = ['sandbox', 'mint', '--issuer', 'github-actions', '--port', `${sandbox.port}`];
      const { out } = await ant(words, {});
      const path = join(directory, `identity-${randomBytes(4).toString('hex')}`);
      writeFileSync(path, out, { mode: 0o600 });
      return path;
    },
    stop: async () => {
      await road.close();
      sandbox.child.kill('SIGTERM');
      await sandbox.ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function stateWith(refreshTokens) {
  const startedAt = Math.floor(Date.now() / 1000);
  const login = (_, index) => [
    `login-${index}`,
    {
      clientId: CLIENT_ID,
      organizationId: ORGANIZATION,
      scope: 'user:profile user:inference user:developer',
      startedAt,
      revoked: false,
    },
  ];
  const token = (text, index) => [sha256(text), { login: `login-${index}` }];
  return {
    version: 1,
    keys: {},
    codes: {},
    logins: Object.fromEntries(refreshTokens.map(login)),
    refreshTokens: Object.fromEntries(refreshTokens.map(token)),
    accessTokens: {},
    assertions: {},
    history: [],
  };
}

async function startSandbox(state) {
  const words = ['sandbox', 'start', '--port', '0', '--json', '--quiet', '--state', state];
  const { child, ended, line } = await startProgram([BIN, ...words], /"port": *(\d+)/);
  return { child, ended, port: Number(line) };
}

async function openRoad(sandboxPort, latency) {
  const { child, ended, line } = await startProgram(
    [ROAD, `${sandboxPort}`, `${latency}`],
    /^(\d+)$/m,
  );
  const url = `http://127.0.0.1:${line}`;
  const notes = async () => (await fetch(`${url}/notes`)).json();
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, notes, close };
}

/** A program that runs until it is stopped. `line` is what the pattern finds in its output. */
async function startProgram(words, pattern) {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: bare(),
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = pattern.exec(out)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${words[0]} ended with ${code}`)));
  });
  return { child, ended, line };
}

function signIn({ directory, url, login, token }) {
  const configDir = join(directory, `config-${login}`);
  for (const part of ['', 'configs', 'credentials']) {
    mkdirSync(join(configDir, part), { recursive: true });
    chmodSync(join(configDir, part), 0o700);
  }
  const file = join(configDir, 'credentials/default.json');
  const put = (path, value) => writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
  put(join(configDir, 'configs/default.json'), {
    version: '1.0',
    base_url: url,
    authentication: { type: 'user_oauth', client_id: CLIENT_ID },
    ant: { store: 'file' },
  });
  const access = newToken('oat01');
  put(file, {
    version: '1.0',
    type: 'oauth_token',
    access_token: access,
    refresh_token: token,
    expires_at: Math.floor(Date.now() / 1000) - 60,
    ant: { origin: url, of_token: access.slice(-12) },
  });
  const read = () => JSON.parse(readFileSync(file, 'utf8'));
  return {
    configDir,
    file,
    read,
    /** The access token runs out, whatever it says. */
    expire: () => put(file, { ...read(), expires_at: Math.floor(Date.now() / 1000) - 60 }),
  };
}

function bare() {
  const { PATH, HOME } = process.env;
  return { PATH, HOME };
}

/** Starts `ant` on a configuration directory. `ended` resolves to what it printed and how it ended. */
export function startAnt(words, { configDir, env = {} }) {
  const child = spawn(process.execPath, [BIN, ...words], {
    env: { ...bare(), ...(configDir && { ANTHROPIC_CONFIG_DIR: configDir }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  yieldToPlatform(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, out: out.trim(), err }));
  });
  return { child, ended };
}

/** The platform, which has machines of its own, must not be starved by the storm on this one. */
export function yieldToPlatform({ pid }) {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already.
  }
}

export function ant(words, options) {
  return startAnt(words, options).ended;
}

export const PRINT = ['auth', 'print-credentials', '--access-token'];
