import { describe, expect, test } from 'vitest';
import { run as print } from '../../src/commands/auth/print-credentials.js';
import { run as refresh } from '../../src/commands/auth/refresh.js';
import { run as move } from '../../src/commands/auth/store-move.js';
import type { FakeHost } from '../support/host.js';
import { person, signedIn, tokens } from './auth-support.js';
import { credentialsPath } from './profile-support.js';

/** A machine whose keychain is locked while the platform answers: what it grants is `access-N`, `refresh-N`. */
async function lockedMeanwhile(keptIn: 'split' | 'keychain') {
  const grants: { count: number; host?: FakeHost } = { count: 0 };
  const host = await signedIn(keptIn, {
    http: async () => {
      grants.count += 1;
      if (grants.count === 1 && grants.host) grants.host.vault.state = 'locked';
      const grant = {
        access_token: `access-${grants.count}`,
        refresh_token: `refresh-${grants.count}`,
        expires_in: 3600,
      };
      const headers = { 'content-type': 'application/json' };
      return { status: 200, headers, body: JSON.stringify(grant) };
    },
  });
  grants.host = host;
  return host;
}

describe.each(['split', 'keychain'] as const)(
  'E34 E66: a keychain that does not take the renewed login of %s, when the token before is spent',
  (keptIn) => {
    test('the login rests in a private file, said aloud with the command that moves it', async () => {
      const host = await lockedMeanwhile(keptIn);
      const { value } = await refresh(host, { force: true });
      expect(value).toMatchObject({ how: 'refreshed' });
      expect(host.said).toEqual([
        expect.stringMatching(
          new RegExp(`^ant: warning: the keychain is locked.*store move ${keptIn} --profile work$`),
        ),
      ]);
      expect(host.disk.get(credentialsPath('work'))?.mode).toBe(0o600);
      expect(await tokens(host, keptIn)).toEqual(['access-1', 'refresh-1']);
      expect(host.config('work')).toEqual(person(keptIn));
    });

    test('it is renewed from there, and goes back into the keychain by that command', async () => {
      const host = await lockedMeanwhile(keptIn);
      await refresh(host, { force: true });
      host.vault.state = 'ok';
      expect((await refresh(host, { force: true })).value).toMatchObject({ how: 'refreshed' });
      expect(
        new URLSearchParams(host.sent.at(-1)?.body).get('client_id') ?? host.sent.at(-1)?.body,
      ).toContain('client');
      await move(host, { backend: keptIn });
      expect(await tokens(host, keptIn)).toEqual(['access-2', 'refresh-2']);
      expect(host.disk.get(credentialsPath('work'))?.text ?? '').not.toContain('refresh-2');
      host.said.length = 0;
      await print(host, {});
      expect(host.said).toEqual([]);
    });

    test('until then every use of it says where it rests', async () => {
      const host = await lockedMeanwhile(keptIn);
      await refresh(host, { force: true });
      host.said.length = 0;
      await print(host, {});
      expect(host.said).toEqual([
        expect.stringMatching(/rests in .*work\.json and not in the key/),
      ]);
    });
  },
);
