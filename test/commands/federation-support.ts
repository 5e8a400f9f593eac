import type { Env } from '../../src/host.js';
import { type FakeHost, fakeHost, NOON } from '../support/host.js';

export const ORG = '5a5db0c5-0000-4000-8000-000000000001';
/** Minted here; an access token of the platform looks like it. */
export const ACCESS = ['sk', 'ant', 'oat01', 'a%b/c+d', 'x'.repeat(40)].join('-');
export const CONFIG = '/home/ada/.config/anthropic';

export const IDS = { 'federation-rule': 'fdrl_1', 'organization-id': ORG } as const;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An identity token of so many seconds; it looks signed, and nobody here verifies it. */
export function identityToken(life = 300, claims: object = {}): string {
  const whole = {
    iss: 'https://issuer.example',
    sub: 'repo:acme/api:ref:refs/heads/main',
    aud: 'https://api.anthropic.com',
    iat: NOON,
    exp: NOON + life,
    ...claims,
  };
  return `${part({ alg: 'ES256', kid: 'k' })}.${part(whole)}.c2lnbmF0dXJl`;
}

type Platform = {
  readonly life?: number;
  /** What the answer says besides the token. */
  readonly answer?: object;
  /** What the headers of a later call say. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly env?: Env;
  /** How git answers. */
  readonly git?: { readonly exitCode: number; readonly err?: string } | 'absent';
};

/** A job with an identity token, and a platform that exchanges it. */
export function job(
  { life = 600, answer = {}, headers = {}, env = {}, git }: Platform = {},
  more: Parameters<typeof fakeHost>[0] = {},
): FakeHost {
  const json = { 'content-type': 'application/json' };
  return fakeHost({
    env: { ANTHROPIC_IDENTITY_TOKEN: identityToken(), ...env },
    http: async ({ url }) =>
      url.includes('/v1/oauth/token')
        ? {
            status: 200,
            headers: json,
            body: JSON.stringify({
              access_token: ACCESS,
              token_type: 'Bearer',
              expires_in: life,
              ...answer,
            }),
          }
        : { status: 200, headers: { ...json, ...headers }, body: '{"data":[]}' },
    child: async () => {
      if (git === undefined) throw new Error('this test did not say what git answers');
      if (git === 'absent') throw new (await errors()).AntError('file', 'could not start git');
      return { out: '', err: '', ...git };
    },
    ...more,
  });
}

const errors = () => import('../../src/errors.js');
