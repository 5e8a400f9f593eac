import { randomBytes } from 'node:crypto';
import { sha256 } from '../../src/digest.js';
import type { Handler, HttpRequest, HttpResponse } from '../../src/host.js';
import { type JsonObject, readJsonObject, readString } from '../../src/json.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { readSeed } from '../../src/sandbox/read-seed.js';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import { emptyState } from '../../src/sandbox/state.js';
import { type Layout, NAMES } from './layouts.js';
import {
  API_KEY,
  AUTH_TOKEN,
  accessToken,
  CLIENT_ID,
  ORGANIZATION,
  PROFILE_RULE,
  PROFILE_WORKSPACE,
  refreshToken,
  SEED,
} from './planted.js';
import type { Arrived } from './signature.js';

export type Recorder = {
  readonly handle: Handler;
  /** What has arrived since the last time. */
  readonly take: () => Arrived;
  /** An identity token of that subject, good for hours. */
  readonly mint: (subject: string) => Promise<string>;
};

const NOBODY: Arrived = { tokenRequests: [], headers: undefined };
const HOURS = 6 * 3600;

/** The real sandbox, with every planted credential in it, and an ear at its door. */
export function createRecorder(layouts: readonly Layout[]): Recorder {
  const labels = new Map([
    [API_KEY, 'KEY'],
    [AUTH_TOKEN, 'TOKEN'],
  ]);
  const now = () => Math.floor(Date.now() / 1000);
  const seed = readSeed(JSON.stringify(SEED), 'the seed');
  const state = plant(layouts, labels, now());
  const planted = new Set(Object.keys(state.accessTokens));
  const sandbox = createSandbox({ seed, state, now, random: randomBytes });
  let arrived = NOBODY;
  const handle: Handler = async (request) => {
    const answer = await sandbox.handle(request);
    const { pathname } = new URL(request.url);
    if (pathname === '/v1/oauth/token')
      arrived = tokenRequest(arrived, request, { answer, labels });
    else if (/^\/v1\/(models|messages)$/.test(pathname))
      arrived = apiCall(arrived, request, labels);
    // A connection that is kept may be closed in the very moment in which it is used again.
    return { ...answer, headers: { ...answer.headers, connection: 'close' } };
  };
  return {
    handle,
    take: () => {
      const taken = arrived;
      arrived = NOBODY;
      // One state's new tokens are of no use in the next, and a sandbox that remembers many is slow.
      for (const key of Object.keys(state.accessTokens)) {
        if (taken.tokenRequests.length > 0 && !planted.has(key)) delete state.accessTokens[key];
      }
      return taken;
    },
    mint: (subject) => mint(sandbox.handle, subject),
  };
}

/** Makes the sandbox know every token that lies in these homes, and names each after its profile. */
function plant(layouts: readonly Layout[], labels: Map<string, string>, now: number) {
  const state = emptyState();
  const scope = 'user:profile user:inference user:developer';
  const of = { organizationId: ORGANIZATION, workspaceId: PROFILE_WORKSPACE, scope };
  for (const { id: home } of layouts) {
    for (const name of NAMES) {
      const label = `${home === 'decoy' ? 'decoy' : 'profile'}:${name}`;
      const login = `${home}-${name}`;
      const access = accessToken(home, name);
      state.logins[login] = { ...of, clientId: CLIENT_ID, startedAt: now, revoked: false };
      state.accessTokens[sha256(access)] = { ...of, login, expiresAt: now + HOURS };
      state.refreshTokens[sha256(refreshToken(home, name))] = { login };
      labels.set(access, label);
      labels.set(refreshToken(home, name), label);
    }
  }
  return state;
}

type Heard = { readonly answer: HttpResponse; readonly labels: Map<string, string> };

/** Notes a token request, and names the token that it brought after the one it was given for. */
function tokenRequest(before: Arrived, request: HttpRequest, { answer, labels }: Heard): Arrived {
  const fields = readJsonObject(request.body ?? '') ?? {};
  const refresh = fields.grant_type === 'refresh_token';
  const token = readString(readJsonObject(answer.body) ?? {}, 'access_token');
  const given = readString(fields, 'refresh_token') ?? '';
  if (token !== undefined) {
    labels.set(token, refresh ? (labels.get(given) ?? 'unknown') : exchangedFor(fields));
  }
  const kind = refresh ? ('refresh' as const) : ('exchange' as const);
  return {
    ...before,
    tokenRequests: [...new Set([...before.tokenRequests, kind])],
  };
}

/** The profile whose identity token it was, or whose rule; else the variables. */
function exchangedFor(fields: JsonObject): string {
  const subject = decodeIdentityToken(String(fields.assertion))?.claims.sub;
  const name = NAMES.find((each) => subject === `repo:acme/${each}`);
  if (name !== undefined) return `profile:${name}`;
  return fields.federation_rule_id === PROFILE_RULE ? 'profile:default' : 'federation';
}

/** Keeps the first API call; what a client tries after it is no longer its decision. */
function apiCall(before: Arrived, { headers }: HttpRequest, labels: Map<string, string>): Arrived {
  if (before.headers !== undefined) return before;
  const named = (value: string | undefined) =>
    value === undefined ? undefined : value === '' ? 'empty' : (labels.get(value) ?? 'unknown');
  return {
    ...before,
    headers: {
      authorization: named(headers.authorization?.replace(/^Bearer */i, '')),
      'x-api-key': named(headers['x-api-key']),
      workspace: headers['anthropic-workspace-id'],
      beta: (headers['anthropic-beta'] ?? '').split(/, */).includes('oauth-2025-04-20'),
    },
  };
}

async function mint(handle: Handler, sub: string): Promise<string> {
  const { body } = await handle({
    method: 'POST',
    url: 'http://127.0.0.1/sandbox/mint',
    headers: { 'x-ant-sandbox': '1' },
    body: JSON.stringify({ issuer: 'github-actions', sub, ttl_seconds: HOURS }),
  });
  const token = readString(readJsonObject(body) ?? {}, 'identity_token');
  if (token === undefined) throw new Error(`no identity token: ${body}`);
  return token;
}
