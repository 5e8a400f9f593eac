import { expect, test } from 'vitest';
import { emptyState, readState, sweep } from '../../src/sandbox/state.js';
import {
  asBearer,
  exchange,
  expectDenied,
  history,
  login,
  mintToken,
  NOON,
  platform,
  REFRESH_DENIED,
  read,
  refresh,
} from './platform.js';

/** A sandbox that saves, and the last thing it saved. */
function saving() {
  const saved: string[] = [];
  const world = platform({
    save: async (text) => {
      saved.push(text);
    },
  });
  return { world, saved };
}

test('what happened before a restart still counts after it', async () => {
  const { world, saved } = saving();
  const assertion = await mintToken(world);
  await exchange(world, assertion);
  const unused = await mintToken(world);
  const first = await login(world);
  const second = read(await refresh(world, first.refresh_token));

  const state = readState(saved.at(-1) ?? '', 'state.json');
  const again = platform({ state });
  expect(await history(again)).toHaveLength(1);
  expect((await again.get('/v1/models', asBearer(second.access_token))).status).toBe(200);
  expect(await expectDenied(again, await exchange(again, assertion))).toMatchObject({
    reason: 'jti_reused',
  });
  expect((await exchange(again, unused)).status).toBe(200);
  expect(read(await refresh(again, first.refresh_token))).toEqual(REFRESH_DENIED);
  expect(read(await refresh(again, second.refresh_token))).toEqual(REFRESH_DENIED);
});

test('a saved state holds no token and no code that could be used', async () => {
  const { world, saved } = saving();
  const tokens = await login(world);
  const { access_token } = read(await exchange(world, await mintToken(world)));
  const whole = saved.join();
  for (const secret of [tokens.access_token, tokens.refresh_token, access_token, 'sandbox-code-']) {
    expect(whole).not.toContain(secret);
  }
});

test('only a change is saved, and saves keep their order', async () => {
  const { world, saved } = saving();
  await world.get('/v1/models');
  expect(saved).toHaveLength(0);
  const tokens = await Promise.all([mintToken(world), mintToken(world), mintToken(world)]);
  await Promise.all(tokens.map((token) => exchange(world, token)));
  expect(readState(saved.at(-1) ?? '', 'state.json').history).toHaveLength(3);
});

test.each([
  ['no JSON', 'x'],
  ['another version', JSON.stringify({ ...emptyState(), version: 2 })],
  ['a table missing', JSON.stringify({ ...emptyState(), logins: undefined })],
  ['a history that is no list', JSON.stringify({ ...emptyState(), history: {} })],
])('a state file with %s is refused by name', (_what, text) => {
  expect(() => readState(text, 'state.json')).toThrow(
    expect.objectContaining({
      code: 'file',
      message: "state.json does not hold a sandbox's state",
    }),
  );
});

test('what can no longer matter is forgotten after a day, and the history is kept short', () => {
  const state = emptyState();
  const token = { organizationId: 'o', scope: 's' };
  state.accessTokens.old = { ...token, expiresAt: NOON - 86_401 };
  state.accessTokens.expired = { ...token, expiresAt: NOON - 86_400 };
  state.assertions.old = NOON - 86_401;
  state.assertions.live = NOON;
  const entry = { time: 0 } as (typeof state.history)[number];
  for (let time = 0; time < 501; time += 1) state.history.push({ ...entry, time });
  sweep(state, NOON);
  expect(Object.keys(state.accessTokens)).toEqual(['expired']);
  expect(Object.keys(state.assertions)).toEqual(['live']);
  expect(state.history).toHaveLength(500);
  expect(state.history[0]?.time).toBe(1);
});
