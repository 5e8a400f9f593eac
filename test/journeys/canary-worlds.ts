import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationCodeRequest } from '../../src/protocol/authorization-code.js';
import { authorizeUrl } from '../../src/protocol/authorize-url.js';
import { manualRedirect } from '../../src/protocol/endpoints.js';
import { newProof } from '../../src/protocol/pkce.js';
import { Secret } from '../../src/secret.js';
import { approveByHand } from '../support/approve.js';
import type { Canaries } from './canaries.js';

export const IDS = {
  'organization-id': '5a5db0c5-0000-4000-8000-000000000001',
  'federation-rule': 'fdrl_01SandboxGithubActions',
} as const;
const CLIENT = '41077d10-94b8-4194-be48-d251e9eb21b4';

/** The states a machine can be in: the last three are the failures. */
export const WORLDS = [
  'signed in',
  'keys in the environment',
  'a platform that repeats what it is sent',
  'no platform',
  'spoilt files',
] as const;
export type World = (typeof WORLDS)[number];

/** Where one command runs. Everything it may write to lies below `root`. */
export type Machine = {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly identityToken: string;
};

export type Platform = {
  /** The sandbox itself: consent page and control. */
  readonly console: string;
  /** The listening post before it, and the parrot. */
  readonly url: string;
  readonly parrot: string;
};

/** A new machine in that state, with a canary of every kind. */
export async function machine(
  world: World,
  { platform, hidden, base }: { platform: Platform; hidden: Canaries; base: string },
): Promise<Machine> {
  const root = mkdtempSync(join(base, 'm-'));
  for (const name of ['home', 'run', 'tmp', 'cwd', 'secret', 'config', 'config/configs'])
    mkdirSync(join(root, name), { mode: 0o700 });
  mkdirSync(join(root, 'config/credentials'), { mode: 0o700 });
  const planted = (kind: string, start: string) => {
    // Characters that JSON, URLs and shells spell in other ways.
    const secret = `${start}${randomBytes(24).toString('hex')}/+=%&${randomBytes(24).toString('hex')}`;
    hidden.plant(kind, secret);
    return secret;
  };
  const identityToken = join(root, 'secret', 'identity-token');
  const assertion =
    world === 'spoilt files' ? planted('assertion', 'eyJ') : await mint(platform.console);
  hidden.plant('assertion', assertion);
  writeFileSync(identityToken, assertion);
  const baseUrl = {
    'signed in': platform.url,
    'keys in the environment': platform.url,
    'a platform that repeats what it is sent': platform.parrot,
    'no platform': 'http://127.0.0.1:9',
    'spoilt files': platform.url,
  }[world];
  const profile = (authentication: object) =>
    JSON.stringify({ version: '1.0', base_url: baseUrl, authentication });
  const config = join(root, 'config');
  writeFileSync(
    join(config, 'configs/default.json'),
    profile({ type: 'user_oauth', client_id: CLIENT }),
  );
  writeFileSync(
    join(config, 'configs/ci.json'),
    JSON.stringify({
      version: '1.0',
      base_url: baseUrl,
      organization_id: IDS['organization-id'],
      authentication: {
        type: 'oidc_federation',
        federation_rule_id: IDS['federation-rule'],
        identity_token: { source: 'file', path: identityToken },
      },
    }),
  );
  const login =
    world === 'signed in' || world === 'keys in the environment'
      ? await signIn(platform)
      : {
          access_token: planted('access_token', 'sk-ant-oat01-'),
          refresh_token: planted('refresh_token', 'sk-ant-ort01-'),
          expires_at: 1,
        };
  const text = JSON.stringify({ ...login, ant: { origin: baseUrl } });
  const stored = world === 'spoilt files' ? text.slice(0, -8) : text;
  writeFileSync(join(config, 'credentials/default.json'), stored, { mode: 0o600 });
  return {
    root,
    identityToken,
    env: {
      HOME: join(root, 'home'),
      XDG_RUNTIME_DIR: join(root, 'run'),
      TMPDIR: join(root, 'tmp'),
      BROWSER: 'true',
      ANTHROPIC_CONFIG_DIR: config,
      ANTHROPIC_CONSOLE_URL: platform.console,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      ...(world === 'keys in the environment' && {
        ANTHROPIC_API_KEY: planted('API key', 'sk-ant-api03-'),
        ANTHROPIC_AUTH_TOKEN: planted('token in the environment', 'sk-ant-oat01-'),
        ANTHROPIC_IDENTITY_TOKEN: planted('identity token in the environment', 'eyJ'),
        ANTHROPIC_CUSTOM_HEADERS: `authorization: Bearer ${planted('custom header', 'hdr-')}`,
        ANTHROPIC_CLIENT_SECRET: planted('client secret', 'cs-'),
        ANTHROPIC_BASE_URL: platform.url,
        GITHUB_ACTIONS: 'true',
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.actions.githubusercontent.com/token',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: planted('request token', 'runner-'),
      }),
    },
  };
}

/** Signs in as a browser and a client would, all of it past the listening post. */
async function signIn({ console, url }: Platform): Promise<Record<string, unknown>> {
  const proof = newProof((bytes) => randomBytes(bytes));
  const consoleUrl = new URL(console);
  const redirectUri = manualRedirect(consoleUrl);
  const scope = 'user:profile user:inference user:developer';
  const request = { consoleUrl, clientId: CLIENT, redirectUri, scope, proof };
  const [code = ''] = (await approveByHand(authorizeUrl(request))).split('#');
  const asking = authorizationCodeRequest({
    baseUrl: new URL(url),
    clientId: CLIENT,
    code: new Secret(code),
    redirectUri,
    proof,
    userAgent: 'canary',
  });
  const answer = await fetch(asking.url, {
    method: 'POST',
    headers: asking.headers,
    body: asking.body ?? '',
  });
  const grant = (await answer.json()) as Record<string, string | number>;
  if (!answer.ok) throw new Error(JSON.stringify(grant));
  const { access_token, refresh_token, expires_in } = grant;
  return {
    access_token,
    refresh_token,
    expires_at: Math.floor(Date.now() / 1000) + Number(expires_in),
  };
}

async function mint(console: string): Promise<string> {
  const answer = await fetch(new URL('/sandbox/mint', console), {
    method: 'POST',
    headers: { 'x-ant-sandbox': '1' },
    body: JSON.stringify({ issuer: 'github-actions', sub: 'repo:acme/api:ref:refs/heads/main' }),
  });
  return ((await answer.json()) as { readonly identity_token: string }).identity_token;
}

/** Every file below a machine's root, but for the places where secrets rest by design. */
export function openFiles({ root }: Machine): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(root.length + 1);
    if (/^(secret|config\/credentials)\//.test(name) || !entry.isFile()) continue;
    files.set(name, readFileSync(path, 'utf8'));
  }
  return files;
}
