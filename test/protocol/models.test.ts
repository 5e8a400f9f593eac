import { expect, test } from 'vitest';
import { modelsRequest, readModelsResponse } from '../../src/protocol/models.js';
import { Secret } from '../../src/secret.js';

const CALL = {
  baseUrl: new URL('https://api.example/'),
  credential: new Secret('minted-access'),
  kind: 'access-token',
  userAgent: 'ant-auth/1.2.3',
} as const;

const HEADERS = {
  'content-type': 'application/json',
  'request-id': 'req_1',
  'anthropic-organization-id': 'org-1',
  'anthropic-workspace-id': 'wrkspc_1',
};

const refusal = JSON.stringify({
  type: 'error',
  error: { type: 'permission_error', message: 'no minted-access for you' },
});

test('an access token is a bearer with the OAuth beta', () => {
  expect(modelsRequest({ ...CALL, workspaceId: 'wrkspc_1' })).toEqual({
    method: 'GET',
    url: 'https://api.example/v1/models?limit=1',
    headers: {
      accept: 'application/json',
      authorization: 'Bearer minted-access',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'oauth-2025-04-20',
      'anthropic-workspace-id': 'wrkspc_1',
      'user-agent': 'ant-auth/1.2.3',
    },
  });
});

test('an API key is a bearer without a beta', () => {
  const { headers } = modelsRequest({ ...CALL, kind: 'api-key' });
  expect(headers.authorization).toBe('Bearer minted-access');
  expect(headers).not.toHaveProperty('anthropic-beta');
  expect(headers).not.toHaveProperty('anthropic-workspace-id');
});

test('whom the platform sees is read off the headers', () => {
  const seen = readModelsResponse({ status: 200, headers: HEADERS, body: '{"data":[]}' }, CALL);
  expect(seen).toEqual({ organizationId: 'org-1', workspaceId: 'wrkspc_1', requestId: 'req_1' });
});

test('an id that would harm a terminal is not taken', () => {
  const headers = { ...HEADERS, 'anthropic-organization-id': '\u001b[2Jorg' };
  const seen = readModelsResponse({ status: 200, headers, body: '{}' }, CALL);
  expect(seen).not.toHaveProperty('organizationId');
});

test.each([
  [200, 'text/html', '<html>', 'network'],
  [302, 'application/json', '', 'network'],
  [401, 'text/html', '<html>', 'network'],
  [403, 'application/json', refusal, 'denied'],
  [404, 'application/json', refusal, 'denied'],
  [429, 'application/json', refusal, 'network'],
  [500, 'application/json', refusal, 'network'],
])('%d as %s is a failure of its own kind', (status, type, body, code) => {
  const headers = { ...HEADERS, 'content-type': type };
  expect(() => readModelsResponse({ status, headers, body }, CALL)).toThrow(
    expect.objectContaining({ code, requestId: 'req_1' }),
  );
});

test('E32: a refusal that echoes the credential does not show it', () => {
  expect(() => readModelsResponse({ status: 403, headers: HEADERS, body: refusal }, CALL)).toThrow(
    'api.example refused the credential (HTTP 403 permission_error): no [secret] for you',
  );
});
