import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../src/host.js';
import {
  metadataRequest,
  readRevocation,
  readRevocationEndpoint,
  revocationRequest,
} from '../../src/protocol/revoke.js';
import { Secret } from '../../src/secret.js';

const ORIGIN = 'https://api.example';
const ENDPOINT = `${ORIGIN}/v1/oauth/revoke`;

const answer = (status: number, body: unknown = ''): HttpResponse => ({
  status,
  headers: { 'request-id': 'req_1' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('whether an origin revokes tokens (RFC 8414)', () => {
  test('it is asked without a secret, and not for long', () => {
    expect(metadataRequest(ORIGIN, 'ant/1')).toMatchObject({
      method: 'GET',
      url: `${ORIGIN}/.well-known/oauth-authorization-server`,
      limit: 3000,
    });
  });

  test('it says where', () => {
    const metadata = { issuer: ORIGIN, revocation_endpoint: ENDPOINT };
    expect(readRevocationEndpoint(answer(200, metadata), ORIGIN)).toBe(ENDPOINT);
  });

  test.each<[string, HttpResponse]>([
    ['nothing is there', answer(404)],
    ['a page that is no JSON', answer(200, '<html>')],
    ['nothing about revocation', answer(200, { issuer: ORIGIN })],
    ['a redirect', answer(302)],
    [
      'E17: another issuer',
      answer(200, { issuer: 'https://b.example', revocation_endpoint: ENDPOINT }),
    ],
  ])('%s: it does not', (_, response) => {
    expect(readRevocationEndpoint(response, ORIGIN)).toBeUndefined();
  });

  test.each([
    'https://evil.example/revoke',
    'http://api.example/revoke',
    'https://api.example.evil/',
    'https://api.example@evil.example/',
    '/revoke',
  ])('E72: no token goes to %s', (revocation_endpoint) => {
    const metadata = { issuer: ORIGIN, revocation_endpoint };
    expect(readRevocationEndpoint(answer(200, metadata), ORIGIN)).toBeUndefined();
  });

  test.each([429, 500, 503])('HTTP %i leaves it open', (status) => {
    expect(() => readRevocationEndpoint(answer(status), ORIGIN)).toThrow(
      expect.objectContaining({ code: 'network', requestId: 'req_1' }),
    );
  });
});

describe('revoking a token (RFC 7009)', () => {
  const asked = {
    endpoint: ENDPOINT,
    token: new Secret('sk-ant-ort01-of-a-test'),
    kind: 'refresh_token',
    clientId: 'client',
    userAgent: 'ant/1',
  } as const;

  test('the token goes in the body, and nowhere else', () => {
    const { url, headers, body, limit } = revocationRequest(asked);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      token: 'sk-ant-ort01-of-a-test',
      token_type_hint: 'refresh_token',
      client_id: 'client',
    });
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(JSON.stringify([url, headers])).not.toContain('sk-ant');
    expect(limit).toBe(3000);
  });

  test('200 is the only yes', () => {
    expect(() => readRevocation(answer(200), asked)).not.toThrow();
  });

  test.each([
    [204, 'network'],
    [302, 'network'],
    [400, 'denied'],
    [401, 'denied'],
    [404, 'denied'],
    [429, 'network'],
    [503, 'network'],
  ])('E40: HTTP %i is not: %s', (status, code) => {
    const body = { error: 'unsupported_token_type', echo: 'sk-ant-ort01-of-a-test' };
    expect(() => readRevocation(answer(status, body), asked)).toThrow(
      expect.objectContaining({
        code,
        message: `api.example did not revoke the token: HTTP ${status} (unsupported_token_type)`,
      }),
    );
  });
});
