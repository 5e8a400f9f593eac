import { expect, test } from 'vitest';
import { lentCredentialsText, lentProfileText } from '../../src/child/profile-files.js';
import { parseProfile } from '../../src/profiles/parse.js';
import { Secret } from '../../src/secret.js';
import { parseCredentials } from '../../src/store/credentials-file.js';

test('a lent profile is one that nothing can renew: no client id, and its secrets in the file', () => {
  const text = lentProfileText({
    baseUrl: 'https://api.example',
    organizationId: 'org',
    workspaceId: 'wrkspc_1',
  });
  expect(JSON.parse(text)).toEqual({
    version: '1.0',
    organization_id: 'org',
    workspace_id: 'wrkspc_1',
    base_url: 'https://api.example',
    authentication: { type: 'user_oauth' },
    ant: { store: 'file' },
  });
  expect(parseProfile({ name: 'x', path: '/x', text }).clientId).toBeUndefined();
});

test('lent credentials are the access token and what is known of it, never what renews it', () => {
  const login = {
    accessToken: new Secret('the-token'),
    expiresAt: 1_800_000_000,
    scope: 'user:inference',
    cacheKey: 'key',
    origin: 'https://api.example',
    notes: ['a note'],
  };
  const text = lentCredentialsText(login);
  expect(JSON.parse(text)).toEqual({
    version: '1.0',
    ant: { origin: 'https://api.example' },
    type: 'oauth_token',
    access_token: 'the-token',
    expires_at: 1_800_000_000,
    scope: 'user:inference',
  });
  expect(parseCredentials({ path: '/x', text }).refreshToken).toBeUndefined();
});
