import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ant, bareEnvironment, outcome, type Ran } from '../support/ant.js';
import { web } from '../support/servers.js';
import { tempDir } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** When every run takes place, so that all say the same of the token's life. Epoch seconds. */
export const NOW = 1_800_000_000;
export const TOKEN = 'minted-access-token';

export type Given = {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
};

export type Answer = (response: ServerResponse) => void;

export const json =
  (status: number, body: object): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_011' })
      .end(JSON.stringify(body));

export const MINTED = json(200, { access_token: TOKEN, token_type: 'Bearer', expires_in: 600 });

/** An identity token of a form that may be sent. Without a `jti` it may be sent again. */
export function identityToken(claims: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const whose = {
    iss: 'https://issuer.example',
    sub: 'a job',
    aud: 'https://api.anthropic.com',
    iat: NOW,
    exp: NOW + 600,
  };
  return `${part({ alg: 'RS256', kid: 'k' })}.${part({ ...whose, ...claims })}.c2ln`;
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A CI job: an empty home, an identity token in a file, the ids in variables, and a platform that counts. */
export async function makeWorld({ answer = MINTED, token = identityToken() } = {}) {
  const sent: string[] = [];
  const port = await web((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => {
      body += bytes.toString('utf8');
    });
    request.on('end', () => {
      sent.push(body);
      answer(response);
    });
  });
  const [home, elsewhere] = [tempDir(), tempDir()];
  const [file, clock] = [join(elsewhere, 'identity-token'), join(elsewhere, 'clock.cjs')];
  writeFileSync(file, token, { mode: 0o600 });
  writeFileSync(clock, `Date.now = () => ${NOW * 1000};`);
  const env = {
    HOME: home,
    NODE_OPTIONS: `--require ${clock}`,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01test',
    ANTHROPIC_ORGANIZATION_ID: '00000000-0000-4000-8000-000000000000',
    ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_01test',
    ANTHROPIC_WORKSPACE_ID: 'wrkspc_01test',
    ANTHROPIC_IDENTITY_TOKEN_FILE: file,
  };
  return { sent, home, elsewhere, file, env, url: env.ANTHROPIC_BASE_URL };
}

const WORDS = ['federation', 'exchange'];

/** As typed: in one file where that will do. */
export function asked(world: World, { words = [], env, input = '' }: Given = {}): Promise<Ran> {
  return ant([...WORDS, ...words], { env: { ...world.env, ...env }, input, cwd: world.elsewhere });
}

/** A flag before the command is more than the one file reads. */
export function whole(world: World, { words = [], env, input = '' }: Given = {}): Promise<Ran> {
  const line = ['--no-color', ...WORDS, ...words];
  return ant(line, { env: { ...world.env, ...env }, input, cwd: world.elsewhere });
}

/** The one file with nothing beside it to fall back on. */
export function alone(world: World, { words = [], env, input = '' }: Given = {}): Promise<Ran> {
  const place = tempDir();
  for (const path of ['bin/ant.cjs', 'dist/exchange.cjs'])
    cpSync(join(ROOT, path), join(place, path));
  const child = spawn(process.execPath, [join(place, 'bin/ant.cjs'), ...WORDS, ...words], {
    env: bareEnvironment({ ...world.env, ...env }),
    cwd: world.elsewhere,
  });
  child.stdin.end(input);
  return outcome(child);
}

/** Whether it gave up for want of the whole program, and had neither said nor done anything before. */
export function isLeft({ code, out, err }: Ran): boolean {
  return code === 1 && out === '' && /no such file.*\bstart\.cjs'/.test(err);
}

export type Case = {
  readonly title: string;
  readonly given?: (world: World) => Given;
  readonly answer?: Answer;
  readonly token?: string;
  /** The exit code, if not 0. */
  readonly code?: number;
  /** How often an assertion reaches the platform in one run, if not once. */
  readonly sent?: 0;
};

/** A configuration directory whose active profile "ci" is a federation profile. */
export function profileIn({ elsewhere, file }: World): string {
  const dir = join(elsewhere, 'config');
  mkdirSync(join(dir, 'configs'), { recursive: true });
  const authentication = {
    type: 'oidc_federation',
    federation_rule_id: 'fdrl_01profile',
    identity_token: { source: 'file', path: file },
  };
  const profile = { organization_id: '00000000-0000-4000-8000-000000000001', authentication };
  writeFileSync(join(dir, 'configs', 'ci.json'), JSON.stringify(profile));
  writeFileSync(join(dir, 'active_config'), 'ci\n');
  return dir;
}

/** Variables that every world has, taken away. */
export const unset = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, undefined]));

export const IDS = [
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_WORKSPACE_ID',
];
