import { expect, test } from 'vitest';
import { openLoopback } from '../../src/login/loopback.js';
import { fakeHost } from '../support/host.js';

const REQUEST = { method: 'GET', headers: {} } as const;

test('E08: only the first valid answer counts, also before the listener is closed', async () => {
  const host = fakeHost();
  const loopback = await openLoopback(host, { port: 8421, state: 'the-state' });
  const arrive = async (query: string) => {
    const url = `http://localhost:8421/callback?${query}`;
    return (await host.listeners.get(8421)?.({ ...REQUEST, url }))?.status;
  };
  expect(await arrive('code=stray&state=wrong')).toBe(400);
  expect(await arrive('code=first&state=the-state')).toBe(200);
  expect(await arrive('code=second&state=the-state')).toBe(400);
  expect(await arrive('code=first&state=the-state')).toBe(400);

  const { answer, redirectUri } = await loopback.received;
  expect(answer.kind === 'code' && answer.code.reveal()).toBe('first');
  expect(redirectUri).toBe('http://localhost:8421/callback');
  expect(loopback.strays()).toBe(3);
});
