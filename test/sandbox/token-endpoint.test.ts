import { describe, expect, test } from 'vitest';
import {
  CLIENT,
  FEDERATION_BETA,
  FORM,
  JSON_BODY,
  OAUTH_BETA,
  platform,
  REDIRECT,
  REFRESH_DENIED,
  read,
  STATE,
  VERIFIER,
} from './platform.js';

describe('platform.md 1.1 and 1.2: which back end, which encoding', () => {
  const codeBody = {
    grant_type: 'authorization_code',
    code: 'c',
    code_verifier: VERIFIER,
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    state: STATE,
  };
  const refreshBody = { grant_type: 'refresh_token', refresh_token: 'r', client_id: CLIENT };
  const form = (body: Record<string, string>) => `${new URLSearchParams(body)}`;

  test.each([
    ['a code as JSON', JSON.stringify(codeBody), JSON_BODY],
    ['a refresh as a form', form(refreshBody), { ...FORM, 'anthropic-beta': OAUTH_BETA }],
    ['a form that is called JSON', form(codeBody), JSON_BODY],
    ['a body without a type', form(codeBody), {}],
    ['E06: a form with a field twice', `${form(codeBody)}&state=other`, FORM],
    ['no body', '', JSON_BODY],
  ])('%s is a parse error', async (_what, body, headers) => {
    const answer = await platform().post('/v1/oauth/token', body, headers);
    expect(answer.status).toBe(400);
    expect(read(answer)).toEqual({
      error: 'oauth_request_parse_error',
      error_description: expect.any(String),
    });
  });

  test.each([
    ['a code', form(codeBody), FORM],
    ['a code as JSON', JSON.stringify(codeBody), JSON_BODY],
    ['a refresh', JSON.stringify(refreshBody), JSON_BODY],
  ])(
    '%s with the federation beta reaches a back end that does not know it',
    async (_, body, type) => {
      const headers = { ...type, 'anthropic-beta': `${OAUTH_BETA}, ${FEDERATION_BETA}` };
      const answer = await platform().post('/v1/oauth/token', body, headers);
      expect(answer.status).toBe(400);
      expect(read(answer)).toMatchObject({
        type: 'error',
        error: { type: 'invalid_request_error' },
        request_id: answer.headers['request-id'],
      });
    },
  );

  test('a code needs no beta, a refresh needs the OAuth beta unless the seed says otherwise', async () => {
    const body = JSON.stringify(refreshBody);
    const strict = await platform().post('/v1/oauth/token', body, JSON_BODY);
    expect(read(strict).error).toBe('invalid_request');
    const relaxed = platform({ settings: { require_oauth_beta: false } });
    expect(read(await relaxed.post('/v1/oauth/token', body, JSON_BODY))).toEqual(REFRESH_DENIED);
  });

  test.each([
    ['client_credentials', 'unsupported_grant_type'],
    ['password', 'unsupported_grant_type'],
    ['', 'unsupported_grant_type'],
  ])('the grant "%s" is not supported', async (grant_type, error) => {
    const answer = await platform().post('/v1/oauth/token', form({ grant_type }), FORM);
    expect(answer.status).toBe(400);
    expect(read(answer).error).toBe(error);
  });

  test('there is no revocation endpoint, as on the platform', async () => {
    const answer = await platform().post('/v1/oauth/token/revoke', 'token=x', FORM);
    expect(answer.status).toBe(404);
    expect(read(answer)).toEqual({
      type: 'error',
      error: { type: 'not_found_error', message: expect.any(String) },
      request_id: answer.headers['request-id'],
    });
  });
});
