import { describe, expect, test } from 'vitest';
import {
  ACME,
  asBearer,
  CLIENT,
  JSON_BODY,
  login,
  OAUTH_BETA,
  platform,
  REFRESH_DENIED,
  read,
  refresh,
} from './platform.js';

const SCOPE = 'user:profile user:inference user:developer';

describe('the refresh_token grant', () => {
  test('gives new tokens for the whole scope of the login, and says again whose they are', async () => {
    const world = platform();
    const first = await login(world);
    world.pass(100);
    const answer = await refresh(world, first.refresh_token);
    expect(answer.status).toBe(200);
    const second = read(answer);
    expect(second).toMatchObject({ token_type: 'Bearer', expires_in: 28_800, scope: SCOPE });
    expect(second).toMatchObject({ organization: { uuid: ACME }, workspace: { name: 'Default' } });
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await world.get('/v1/models', asBearer(first.access_token))).status).toBe(200);
    expect((await world.get('/v1/models', asBearer(second.access_token))).status).toBe(200);
  });

  test('a spent token that comes back ends the whole login', async () => {
    const world = platform();
    const first = await login(world);
    const second = read(await refresh(world, first.refresh_token));
    expect(await refresh(world, first.refresh_token)).toMatchObject({ status: 400 });
    expect(read(await refresh(world, second.refresh_token))).toEqual(REFRESH_DENIED);
    expect((await world.get('/v1/models', asBearer(second.access_token))).status).toBe(401);
  });

  test('ending one login leaves another one alone', async () => {
    const world = platform();
    const other = await login(world);
    const first = await login(world);
    await refresh(world, first.refresh_token);
    await refresh(world, first.refresh_token);
    expect((await refresh(world, other.refresh_token)).status).toBe(200);
  });

  test.each([
    ['a token nobody was given', 'sk-ant-ort01-sandbox-guess', CLIENT],
    ['a token of another client', undefined, 'another'],
  ])('%s is not found', async (_what, token, client_id) => {
    const world = platform();
    const refresh_token = token ?? (await login(world)).refresh_token;
    const body = JSON.stringify({ grant_type: 'refresh_token', refresh_token, client_id });
    const headers = { ...JSON_BODY, 'anthropic-beta': OAUTH_BETA };
    const answer = await world.post('/v1/oauth/token', body, headers);
    expect(answer.status).toBe(400);
    expect(read(answer)).toEqual(REFRESH_DENIED);
  });

  test('a login ends by the clock, however often it was refreshed', async () => {
    const world = platform({ settings: { refresh_token_seconds: 100 } });
    const first = await login(world);
    world.pass(60);
    const second = read(await refresh(world, first.refresh_token));
    expect(second.refresh_token_expires_in).toBe(40);
    world.pass(40);
    expect(read(await refresh(world, second.refresh_token))).toEqual(REFRESH_DENIED);
  });

  test.each([
    [9, 200],
    [10, 400],
  ])('with 10 seconds of grace, a token spent %i seconds ago gets %i', async (age, status) => {
    const world = platform({ settings: { refresh_grace_seconds: 10 } });
    const first = await login(world);
    expect((await refresh(world, first.refresh_token)).status).toBe(200);
    world.pass(age);
    expect((await refresh(world, first.refresh_token)).status).toBe(status);
  });

  test('without rotation the same token goes on, and none is sent', async () => {
    const world = platform({ settings: { rotate_refresh_tokens: false } });
    const first = await login(world);
    const second = read(await refresh(world, first.refresh_token));
    expect(second).not.toHaveProperty('refresh_token');
    expect((await refresh(world, first.refresh_token)).status).toBe(200);
  });

  test.each([
    ['a narrower scope', 'user:inference', 200],
    ['a scope that was not granted', 'user:inference org:admin', 400],
  ])('%s', async (_what, scope, status) => {
    const world = platform();
    const { refresh_token } = await login(world);
    const body = { grant_type: 'refresh_token', refresh_token, client_id: CLIENT, scope };
    const headers = { ...JSON_BODY, 'anthropic-beta': OAUTH_BETA };
    const answer = await world.post('/v1/oauth/token', JSON.stringify(body), headers);
    expect(answer.status).toBe(status);
    expect(read(answer)).toMatchObject(status === 200 ? { scope } : { error: 'invalid_scope' });
  });
});
