import { expect, test } from 'vitest';
import { run as print } from '../../src/commands/auth/print-credentials.js';
import { run as refresh } from '../../src/commands/auth/refresh.js';
import { signedIn } from './auth-support.js';

test('a renewal that was due and failed is an error, though the token still works for who only wants one', async () => {
  const http = async () => ({ status: 503, headers: {}, body: '' });
  const host = await signedIn('file', { http });
  expect((await refresh(host, {})).text()).toContain('is fresh');
  host.pass(3510);
  await expect(refresh(host, {})).rejects.toMatchObject({ code: 'network' });
  const { text } = await print(host, { 'access-token': true });
  expect(text()).toBe('access-for-a-test\n');
  expect(host.said).toEqual([expect.stringContaining('could not renew')]);
});
