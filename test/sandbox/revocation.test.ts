import { describe, expect, test } from 'vitest';
import { asBearer, login, ORIGIN, platform, read, refresh } from './platform.js';

const METADATA = '/.well-known/oauth-authorization-server';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('revocation', () => {
  test('is not offered unless the seed says so, as on the platform', async () => {
    const world = platform();
    expect((await world.get(METADATA)).status).toBe(404);
    expect((await world.post('/v1/oauth/revoke', 'token=x', FORM)).status).toBe(404);
  });

  test('is named where it is looked for (RFC 8414)', async () => {
    const world = platform({ settings: { revocation: true } });
    expect(read(await world.get(METADATA))).toEqual({
      issuer: ORIGIN,
      token_endpoint: `${ORIGIN}/v1/oauth/token`,
      revocation_endpoint: `${ORIGIN}/v1/oauth/revoke`,
    });
  });

  test.each(['access_token', 'refresh_token'])(
    'of the %s ends the whole login, and no other',
    async (which) => {
      const world = platform({ settings: { revocation: true } });
      const other = await login(world);
      const tokens = await login(world);
      const body = `${new URLSearchParams({ token: tokens[which] ?? '' })}`;
      expect((await world.post('/v1/oauth/revoke', body, FORM)).status).toBe(200);
      expect((await world.get('/v1/models', asBearer(tokens.access_token))).status).toBe(401);
      expect((await refresh(world, tokens.refresh_token)).status).toBe(400);
      expect((await refresh(world, other.refresh_token)).status).toBe(200);
    },
  );

  test('of a token that nobody knows is as good as done (RFC 7009 section 2.2)', async () => {
    const world = platform({ settings: { revocation: true } });
    expect((await world.post('/v1/oauth/revoke', 'token=unknown', FORM)).status).toBe(200);
  });

  test.each([
    ['JSON', '{"token":"x"}', { 'content-type': 'application/json' }],
    ['no token', 'client_id=x', FORM],
  ])('with %s is refused', async (_, body, headers) => {
    const world = platform({ settings: { revocation: true } });
    expect((await world.post('/v1/oauth/revoke', body, headers)).status).toBe(400);
  });
});
