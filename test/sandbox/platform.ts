import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import { DEFAULT_SEED } from '../../src/sandbox/default-seed.js';
import { readSeed } from '../../src/sandbox/read-seed.js';
import { createSandbox } from '../../src/sandbox/sandbox.js';
import type { Organization, Rule, Seed } from '../../src/sandbox/seed.js';
import type { State } from '../../src/sandbox/state.js';

export const NOON = Date.UTC(2026, 10, 22, 12) / 1000;
export const ORIGIN = 'http://localhost:8421';
export const CLIENT = '41077d10-94b8-4194-be48-d251e9eb21b4';
export const ACME = '5a5db0c5-0000-4000-8000-000000000001';
export const GLOBEX = '5a5db0c5-0000-4000-8000-000000000002';
export const PRODUCTION = 'wrkspc_01SandboxProduction';
export const STAGING = 'wrkspc_01SandboxStaging';
export const DEFAULT_WORKSPACE = 'wrkspc_01SandboxDefault';
export const REDIRECT = 'http://localhost:51234/callback';
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
export const OAUTH_BETA = 'oauth-2025-04-20';
export const FEDERATION_BETA = 'oidc-federation-2026-04-01';
export const VERIFIER = 'verifier-verifier-verifier-verifier-verifier';
export const STATE = 'state-of-this-login';

export const defaultSeed = (): Seed => readSeed(JSON.stringify(DEFAULT_SEED), 'the default seed');

/** Acme as the default seed has it. */
export function acme(): Organization {
  const found = defaultSeed().organizations.find(({ uuid }) => uuid === ACME);
  if (found === undefined) throw new Error('the default seed has no Acme');
  return found;
}

type Changes = {
  readonly settings?: Partial<Seed['settings']>;
  /** Changes to the GitHub Actions rule. */
  readonly rule?: Partial<Rule>;
  /** Changes to Acme, after the rule's. */
  readonly acme?: Partial<Organization>;
  readonly state?: State;
  readonly save?: (state: string) => Promise<void>;
};

/** A sandbox at noon, with the default seed as changed. */
export function platform({ settings, rule, acme: changed, state, save }: Changes = {}) {
  const seed = defaultSeed();
  const organizations = seed.organizations.map((organization) =>
    organization.uuid === ACME ? { ...withRule(organization, rule), ...changed } : organization,
  );
  let now = NOON;
  const sandbox = createSandbox({
    seed: { ...seed, organizations, settings: { ...seed.settings, ...settings } },
    ...(state && { state }),
    ...(save && { save }),
    now: () => now,
    random: (bytes) => randomBytes(bytes),
  });
  return {
    ...sandbox,
    pass: (seconds: number) => {
      now += seconds;
    },
    get: (path: string, headers: HttpRequest['headers'] = {}) =>
      sandbox.handle({ method: 'GET', url: `${ORIGIN}${path}`, headers }),
    post: (path: string, body: string, headers: HttpRequest['headers'] = {}) =>
      sandbox.handle({ method: 'POST', url: `${ORIGIN}${path}`, headers, body }),
  };
}

export type Platform = ReturnType<typeof platform>;

function withRule(organization: Organization, rule: Partial<Rule> = {}): Organization {
  const federation_rules = organization.federation_rules.map((each) =>
    each.id === 'fdrl_01SandboxGithubActions' ? { ...each, ...rule } : each,
  );
  return { ...organization, federation_rules };
}

/** A JSON body as an object to look into. */
export function read(response: HttpResponse) {
  return JSON.parse(response.body);
}

export const challengeOf = (verifier: string) =>
  createHash('sha256').update(verifier).digest('base64url');

function encoded(fields: Readonly<Record<string, string | undefined>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, value);
  }
  return form.toString();
}

/** The path of a correct authorize request; `undefined` leaves a parameter out. */
export function authorizePath(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const query = {
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'user:profile user:inference user:developer',
    state: STATE,
    code_challenge: challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...changes,
  };
  return `/oauth/authorize?${encoded(query)}`;
}

/** Opens the consent page and answers it. */
export async function answerConsent(
  { get, post }: Platform,
  query: Readonly<Record<string, string | undefined>> = {},
  fields: Readonly<Record<string, string>> = { decision: 'approve' },
): Promise<HttpResponse> {
  const page = await get(authorizePath(query));
  const request = /name="request" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return post('/oauth/authorize', `${new URLSearchParams({ request, ...fields })}`);
}

export function codeIn({ headers }: HttpResponse): string {
  return new URL(headers.location ?? 'missing:').searchParams.get('code') ?? '';
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const JSON_BODY = { 'content-type': 'application/json' };

/** Sends a code to the token endpoint as the platform wants it; `undefined` leaves a field out. */
export function exchangeCode(
  { post }: Platform,
  code: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<HttpResponse> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    code_verifier: VERIFIER,
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    state: STATE,
    ...changes,
  };
  return post('/v1/oauth/token', encoded(fields), FORM);
}

/** A whole login: consent, code, tokens. */
export async function login(
  world: Platform,
  query: Readonly<Record<string, string | undefined>> = {},
  fields: Readonly<Record<string, string>> = {},
) {
  const back = await answerConsent(world, query, { decision: 'approve', ...fields });
  return read(await exchangeCode(world, codeIn(back)));
}

export function refresh({ post }: Platform, refresh_token: string): Promise<HttpResponse> {
  const body = { grant_type: 'refresh_token', refresh_token, client_id: CLIENT };
  const headers = { ...JSON_BODY, 'anthropic-beta': OAUTH_BETA };
  return post('/v1/oauth/token', JSON.stringify(body), headers);
}

/** Has the sandbox mint an identity token, as `ant sandbox mint` does. */
export async function mintToken(
  { post }: Platform,
  request: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const body = JSON.stringify({ issuer: 'github-actions', ...request });
  return read(await post('/sandbox/mint', body, { 'x-ant-sandbox': '1' })).identity_token;
}

/** An exchange with the default GitHub Actions rule; `undefined` leaves a field out. */
export function exchange(
  { post }: Platform,
  assertion: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<HttpResponse> {
  const body = {
    grant_type: JWT_BEARER,
    assertion,
    federation_rule_id: 'fdrl_01SandboxGithubActions',
    organization_id: ACME,
    service_account_id: 'svac_01SandboxDeploy',
    workspace_id: PRODUCTION,
    ...changes,
  };
  const headers = { ...JSON_BODY, 'anthropic-beta': `${OAUTH_BETA},${FEDERATION_BETA}` };
  return post('/v1/oauth/token', JSON.stringify(body), headers);
}

export async function history({ get }: Platform) {
  return read(await get('/sandbox/history', { 'x-ant-sandbox': '1' })).data;
}

export const asBearer = (token: string) => ({
  authorization: `Bearer ${token}`,
  'anthropic-version': '2023-06-01',
  'anthropic-beta': OAUTH_BETA,
});

/** What a refresh token that is spent, revoked or unknown gets. */
export const REFRESH_DENIED = {
  error: 'invalid_grant',
  error_description: 'Refresh token not found or invalid',
};

/** Every denied exchange looks the same; the last entry of the history is handed back. */
export async function expectDenied(world: Platform, answer: HttpResponse) {
  expect(answer.status).toBe(401);
  expect(read(answer)).toEqual({
    type: 'error',
    error: { type: 'authentication_error', message: 'Authentication failed' },
    request_id: answer.headers['request-id'],
  });
  expect(answer.headers).not.toHaveProperty('anthropic-workspace-id');
  return (await history(world)).at(-1);
}
