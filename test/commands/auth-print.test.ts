import { expect, test } from 'vitest';
import { run as print } from '../../src/commands/auth/print-credentials.js';
import { signedIn } from './auth-support.js';

test.each([{}, { 'access-token': true }] as const)(
  'a shell to quote for is refused without the lines to quote: %j',
  async (typed) => {
    const host = await signedIn('file');
    await expect(print(host, { ...typed, shell: 'fish' })).rejects.toMatchObject({
      code: 'usage',
      message: '--shell says how to quote the lines of --env, which is missing',
      hint: 'ant auth print-credentials --env --shell fish',
    });
    const { text } = await print(host, { env: true, shell: 'fish' });
    expect(text()).toContain("set -gx ANTHROPIC_AUTH_TOKEN 'access-for-a-test'");
  },
);
