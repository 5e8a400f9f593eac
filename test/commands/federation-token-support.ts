import { type FakeHost, fakeHost } from '../support/host.js';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Looks signed; nobody here verifies it. */
export function jwt(claims: object): string {
  return `${part({ alg: 'ES256', kid: 'k' })}.${part(claims)}.c2lnbmF0dXJl`;
}

export const claimsAt = (iat: number, life: number) => ({
  iss: 'https://issuer.example',
  sub: 'repo:acme/api:ref:refs/heads/main',
  aud: 'https://api.anthropic.com',
  iat,
  exp: iat + life,
});

export const OUT = '/run/id/token';

export const GITHUB = {
  GITHUB_ACTIONS: 'true',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.actions.githubusercontent.com/token?v=2',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};

/** A runner that makes a token of five minutes for every request. git has nothing against where it is written. */
export function runner(given: Parameters<typeof fakeHost>[0] = {}): FakeHost {
  const host: FakeHost = fakeHost({
    env: GITHUB,
    http: async () => ({
      status: 200,
      headers: {},
      body: JSON.stringify({ value: jwt(claimsAt(host.now(), 300)) }),
    }),
    child: async () => ({ exitCode: 0, out: '', err: '' }),
    ...given,
  });
  return host;
}
