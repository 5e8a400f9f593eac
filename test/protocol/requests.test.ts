import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { authorizationCodeRequest } from '../../src/protocol/authorization-code.js';
import { authorizeUrl } from '../../src/protocol/authorize-url.js';
import { loopbackRedirect, manualRedirect } from '../../src/protocol/endpoints.js';
import { userAgent } from '../../src/protocol/headers.js';
import { jwtBearerRequest } from '../../src/protocol/jwt-bearer.js';
import { newProof } from '../../src/protocol/pkce.js';
import { refreshTokenRequest } from '../../src/protocol/refresh-token.js';
import { Secret } from '../../src/secret.js';

const baseUrl = new URL('https://api.example/');
const consoleUrl = new URL('https://console.example/');
const agent = userAgent('1.2.3');

const asked = {
  consoleUrl,
  clientId: 'the-client',
  redirectUri: loopbackRedirect(8421),
  scope: 'user:profile user:inference',
  proof: { state: 'the-state', challenge: 'the-challenge' },
};

test('the authorize URL carries the parameters of the platform and no others', () => {
  const url = new URL(authorizeUrl(asked));
  expect(`${url.origin}${url.pathname}`).toBe('https://console.example/oauth/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'the-client',
    redirect_uri: 'http://localhost:8421/callback',
    response_type: 'code',
    scope: 'user:profile user:inference',
    state: 'the-state',
    code_challenge: 'the-challenge',
    code_challenge_method: 'S256',
  });
});

test('an organization and a workspace are asked for in the spelling of the Console', () => {
  const url = new URL(authorizeUrl({ ...asked, workspaceId: 'wrkspc_1', organizationId: 'org-1' }));
  expect(url.searchParams.get('workspace_id')).toBe('wrkspc_1');
  expect(url.searchParams.get('orgUUID')).toBe('org-1');
});

test('E18: nothing in a setting can leave the query of the authorize URL', () => {
  const url = authorizeUrl({ ...asked, clientId: '&calc #$(reboot)\u001b"\n', scope: ';`id`' });
  expect(url).toMatch(/^https:\/\/console\.example\/oauth\/authorize\?[\w.~*+%=&-]+$/);
});

test('the manual redirect URI has the registered query, also under a path', () => {
  expect(manualRedirect(consoleUrl)).toBe(
    'https://console.example/oauth/code/callback?app=anthropic-cli',
  );
  expect(manualRedirect(new URL('https://gateway.example/console'))).toBe(
    'https://gateway.example/console/oauth/code/callback?app=anthropic-cli',
  );
});

test('a code is exchanged form-encoded, with its verifier and state, and without any beta', () => {
  const request = authorizationCodeRequest({
    baseUrl,
    clientId: 'the-client',
    code: new Secret('a code+/='),
    redirectUri: manualRedirect(consoleUrl),
    proof: { state: 'the-state', verifier: new Secret('the-verifier') },
    userAgent: agent,
  });
  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://api.example/v1/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'ant-auth/1.2.3',
    },
  });
  expect(request.headers).not.toHaveProperty('anthropic-beta');
  expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
    grant_type: 'authorization_code',
    code: 'a code+/=',
    code_verifier: 'the-verifier',
    client_id: 'the-client',
    redirect_uri: 'https://console.example/oauth/code/callback?app=anthropic-cli',
    state: 'the-state',
  });
});

test('a refresh is JSON with the OAuth beta alone, and asks for no scope', () => {
  const request = refreshTokenRequest({
    baseUrl,
    clientId: 'the-client',
    refreshToken: new Secret('the-refresh-token'),
    userAgent: agent,
  });
  expect(request.url).toBe('https://api.example/v1/oauth/token');
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'anthropic-beta': 'oauth-2025-04-20',
  });
  expect(JSON.parse(request.body ?? '')).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'the-refresh-token',
    client_id: 'the-client',
  });
});

const bearer = {
  baseUrl,
  assertion: new Secret(' the.assertion.here\n'),
  federationRuleId: 'fdrl_1 ',
  organizationId: '\torg-1',
  userAgent: agent,
};

test('an assertion is exchanged as JSON with both betas, every value trimmed', () => {
  const request = jwtBearerRequest({
    ...bearer,
    serviceAccountId: 'svac_1\n',
    workspaceId: ' default',
  });
  expect(request.headers['anthropic-beta']).toBe('oauth-2025-04-20,oidc-federation-2026-04-01');
  expect(JSON.parse(request.body ?? '')).toEqual({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: 'the.assertion.here',
    federation_rule_id: 'fdrl_1',
    organization_id: 'org-1',
    service_account_id: 'svac_1',
    workspace_id: 'default',
  });
});

test('a service account and a workspace that are not named are not sent, not even empty', () => {
  const body = JSON.parse(jwtBearerRequest(bearer).body ?? '');
  expect(body).not.toHaveProperty('service_account_id');
  expect(body).not.toHaveProperty('workspace_id');
});

test('E14: verifier and state have the length and alphabet of RFC 7636 and are never reused', () => {
  const proofs = Array.from({ length: 500 }, () => newProof(randomBytes));
  for (const { state, verifier, challenge } of proofs) {
    expect(state).toMatch(/^[\w-]{43}$/);
    expect(verifier.reveal()).toMatch(/^[\w-]{86}$/);
    expect(challenge).toBe(
      createHash('sha256').update(verifier.reveal(), 'ascii').digest('base64url'),
    );
  }
  expect(new Set(proofs.map(({ state }) => state)).size).toBe(500);
  expect(new Set(proofs.map(({ verifier }) => verifier.reveal())).size).toBe(500);
});

test('E14: state is drawn apart from the verifier, and a printed proof shows no verifier', () => {
  const asks: number[] = [];
  const proof = newProof((bytes) => {
    asks.push(bytes);
    return randomBytes(bytes);
  });
  expect(asks.sort()).toEqual([32, 64]);
  expect(JSON.stringify(proof)).not.toContain(proof.verifier.reveal());
});

test('E15: the only challenge method offered is S256', () => {
  const url = new URL(authorizeUrl(asked));
  expect(url.searchParams.getAll('code_challenge_method')).toEqual(['S256']);
});
