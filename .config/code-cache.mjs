// What V8 makes of the built files, kept for the version of Node that the build runs on: the launcher need not compile
// them then. Commands are run as people run them, so that the functions that are called first are in it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RECORDER = fileURLToPath(new URL('record-code-cache.cjs', import.meta.url));

const COMMANDS = [
  'federation exchange --access-token',
  '__complete auth lo',
  'profile list',
  'whoami',
  'federation detect',
  'auth print-credentials --access-token --config-dir signed-in',
];

/** Each command adds to what the ones before it left. */
export async function makeCodeCache(root) {
  const directory = mkdtempSync(join(tmpdir(), 'ant-build-'));
  const server = await platform();
  const env = environment(directory, server.address().port);
  signIn(join(directory, 'signed-in'));
  try {
    for (const command of COMMANDS) {
      const words = ['--require', RECORDER, join(root, 'bin/ant.cjs'), ...command.split(' ')];
      await run(words, { env, cwd: directory });
    }
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
}

function signIn(directory) {
  for (const name of ['configs', 'credentials']) {
    mkdirSync(join(directory, name), { recursive: true, mode: 0o700 });
  }
  const profile = { authentication: { type: 'user_oauth' } };
  writeFileSync(join(directory, 'configs', 'default.json'), JSON.stringify(profile));
  const credentials = { access_token: 'built', expires_at: Math.floor(Date.now() / 1000) + 3600 };
  const path = join(directory, 'credentials', 'default.json');
  writeFileSync(path, JSON.stringify(credentials), { mode: 0o600 });
}

/** Answers one exchange after the other. */
async function platform() {
  const body = JSON.stringify({ access_token: 'built', token_type: 'Bearer', expires_in: 600 });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function environment(directory, port) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const whose = { iss: 'https://issuer.example', sub: 'build', aud: 'https://api.anthropic.com' };
  const claims = { ...whose, iat: now, exp: now + 600 };
  const path = join(directory, 'identity-token');
  const token = [part({ alg: 'RS256', kid: 'build' }), part(claims), 'c2ln'].join('.');
  writeFileSync(path, token, { mode: 0o600 });
  return {
    PATH: process.env.PATH,
    HOME: directory,
    ANTHROPIC_CONFIG_DIR: join(directory, 'none'),
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01build',
    ANTHROPIC_ORGANIZATION_ID: '00000000-0000-4000-8000-000000000000',
    ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_01build',
    ANTHROPIC_WORKSPACE_ID: 'wrkspc_01build',
    ANTHROPIC_IDENTITY_TOKEN_FILE: path,
  };
}

/** `whoami` and `detect` exit otherwise than 0 where they find nothing. */
async function run(words, options) {
  const stdio = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, words, { ...options, stdio });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said += bytes;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (![0, 3].includes(code)) throw new Error(`${words.at(-1)} failed in the build: ${said}`);
}
