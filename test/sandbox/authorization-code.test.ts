import { describe, expect, test } from 'vitest';
import {
  ACME,
  answerConsent,
  asBearer,
  challengeOf,
  codeIn,
  DEFAULT_WORKSPACE,
  exchangeCode,
  platform,
  REFRESH_DENIED,
  read,
  refresh,
  VERIFIER,
} from './platform.js';

const SCOPE = 'user:profile user:inference user:developer';

describe('the authorization_code grant', () => {
  test('answers with every field of the platform, and tokens that say whose they are', async () => {
    const world = platform();
    const answer = await exchangeCode(world, codeIn(await answerConsent(world)));
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'request-id': expect.stringMatching(/^req_\w+$/),
      },
    });
    expect(read(answer)).toEqual({
      access_token: expect.stringMatching(/^sk-ant-oat01-sandbox-[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 28_800,
      refresh_token: expect.stringMatching(/^sk-ant-ort01-sandbox-[\w-]{43}$/),
      refresh_token_expires_in: 2_592_000,
      scope: SCOPE,
      organization: { uuid: ACME, name: 'Acme' },
      account: { uuid: expect.any(String), email_address: 'ada@acme.example' },
      workspace: { id: DEFAULT_WORKSPACE, name: 'Default' },
    });
  });

  test.each([
    ['code', undefined],
    ['code_verifier', undefined],
    ['client_id', undefined],
    ['redirect_uri', undefined],
    ['state', undefined],
    ['state', ''],
  ])('without %s is a parse error', async (field, value) => {
    const world = platform();
    const code = codeIn(await answerConsent(world));
    const answer = await exchangeCode(world, code, { [field]: value });
    expect(answer.status).toBe(400);
    expect(read(answer).error).toBe('oauth_request_parse_error');
  });

  test.each([
    ['E12: a verifier of another login', { code_verifier: VERIFIER.toUpperCase() }],
    ['the challenge instead of the verifier', { code_verifier: challengeOf(VERIFIER) }],
    ['another client', { client_id: 'another' }],
    ['another port', { redirect_uri: 'http://localhost:51235/callback' }],
    ['another state', { state: 'another' }],
    ['a code nobody granted', { code: 'sandbox-code-guess' }],
  ])('with %s is an invalid grant', async (_what, change) => {
    const world = platform();
    const code = codeIn(await answerConsent(world));
    const answer = await exchangeCode(world, code, change);
    expect(answer.status).toBe(400);
    expect(read(answer).error).toBe('invalid_grant');
    // The mistake was the sender's: the code is still good for who has the rest.
    expect((await exchangeCode(world, code)).status).toBe(200);
  });

  test('RFC 7636 4.1: a verifier of 42 characters is too short even if it fits', async () => {
    const world = platform();
    const short = 'v'.repeat(42);
    const code = codeIn(await answerConsent(world, { code_challenge: challengeOf(short) }));
    const answer = await exchangeCode(world, code, { code_verifier: short });
    expect(read(answer).error).toBe('invalid_grant');
  });

  test('RFC 6749 4.1.2: a code works once, and its reuse ends the login it began', async () => {
    const world = platform();
    const code = codeIn(await answerConsent(world));
    const tokens = read(await exchangeCode(world, code));
    expect(read(await exchangeCode(world, code)).error).toBe('invalid_grant');
    expect((await world.get('/v1/models', asBearer(tokens.access_token))).status).toBe(401);
    expect(read(await refresh(world, tokens.refresh_token))).toEqual(REFRESH_DENIED);
  });

  test.each([
    [599, 200],
    [600, 400],
  ])('a code that is %i seconds old gets %i', async (age, status) => {
    const world = platform();
    const code = codeIn(await answerConsent(world));
    world.pass(age);
    expect((await exchangeCode(world, code)).status).toBe(status);
  });
});
