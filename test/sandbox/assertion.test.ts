import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.js';
import { createSigningKey, type SigningKey, signIdentityToken } from '../../src/jwt/sign.js';
import { acme, exchange, expectDenied, mintToken, NOON, platform, STAGING } from './platform.js';

describe('platform.md 5.2: the identity token', () => {
  let foreign: SigningKey;
  beforeAll(async () => {
    foreign = await createSigningKey('ES256');
  });
  const claims: JsonObject = {
    iss: 'https://token.actions.githubusercontent.com',
    sub: 'repo:acme/api:ref:refs/heads/main',
    aud: 'https://api.anthropic.com',
    repository_owner: 'acme',
    iat: NOON,
    exp: NOON + 300,
  };
  const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    ['is larger than 16 KiB', 'too_large', `${segment({ alg: 'ES256' })}.${'A'.repeat(16_384)}.AA`],
    ['is no JWT', 'not_a_jwt', 'sandbox'],
    ['is not signed', 'unsupported_algorithm', `${segment({ alg: 'none' })}.${segment({})}.`],
    [
      'is signed with a shared secret',
      'unsupported_algorithm',
      `${segment({ alg: 'HS256', kid: 'k' })}.${segment({})}.AA`,
    ],
    ['names no key', 'missing_kid', `${segment({ alg: 'ES256' })}.${segment({})}.AA`],
  ])('one that %s is denied as %s', async (_what, reason, assertion) => {
    const world = platform();
    await mintToken(world);
    expect(await expectDenied(world, await exchange(world, assertion))).toMatchObject({ reason });
  });

  test('one that nobody here signed is denied as unknown_kid', async () => {
    const world = platform();
    await mintToken(world);
    const token = await signIdentityToken({ claims, key: foreign });
    const entry = await expectDenied(world, await exchange(world, token.reveal()));
    expect(entry).toMatchObject({ reason: 'unknown_kid', subject: claims.sub });
  });

  test('one that only borrows a kid is denied as bad_signature', async () => {
    const world = platform();
    const [head] = (await mintToken(world)).split('.');
    const { kid } = JSON.parse(Buffer.from(head ?? '', 'base64url').toString());
    const token = await signIdentityToken({ claims, key: foreign, header: { kid } });
    const entry = await expectDenied(world, await exchange(world, token.reveal()));
    expect(entry).toMatchObject({ reason: 'bad_signature' });
  });

  test('one of an algorithm off the list is denied although the signature is good', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const signed = `${segment({ alg: 'EdDSA', kid: 'k' })}.${segment(claims)}`;
    const token = `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
    const world = platform();
    const entry = await expectDenied(world, await exchange(world, token));
    expect(entry).toMatchObject({ reason: 'unsupported_algorithm' });
  });

  test.each<[string, JsonObject, string | null]>([
    ['E42: an issuer with one more slash', { iss: `${claims.iss}/` }, 'match_issuer'],
    ['no subject', { sub: '' }, 'missing_claim'],
    ['no iat', { iat: null }, 'bad_claim'],
    ['no exp', { exp: null }, 'bad_claim'],
    ['E48: issued 30 s in the future', { iat: NOON + 30 }, null],
    ['E48: issued 31 s in the future', { iat: NOON + 31 }, 'issued_in_future'],
    ['E48: expired 29 s ago', { iat: NOON - 60, exp: NOON - 29 }, null],
    ['E48: expired 30 s ago', { iat: NOON - 60, exp: NOON - 30 }, 'expired'],
    ['E48: valid in 30 s', { nbf: NOON + 30 }, null],
    ['E48: valid in 31 s', { nbf: NOON + 31 }, 'not_yet_valid'],
    ['a life of exactly the maximum', { iat: NOON, exp: NOON + 3600 }, null],
    ['a life over the maximum', { iat: NOON, exp: NOON + 3601 }, 'lifetime_too_long'],
    ['another audience', { aud: 'https://api.example.com' }, 'match_audience'],
    ['E43: a list with the audience in it', { aud: ['x', 'https://api.anthropic.com'] }, null],
    ['another owner', { repository_owner: 'evil' }, 'match_claims'],
  ])('%s', async (_what, change, reason) => {
    const world = platform();
    const answer = await exchange(world, await mintToken(world, { claims: change }));
    if (reason === null) expect(answer.status).toBe(200);
    else expect(await expectDenied(world, answer)).toMatchObject({ reason });
  });

  test('a rule without an audience still demands the platform’s own', async () => {
    const match = { subject_prefix: 'repo:acme/api:*' };
    const world = platform({ rule: { match } });
    expect((await exchange(world, await mintToken(world))).status).toBe(200);
    const other = await mintToken(world, { audience: 'api://other' });
    expect(await expectDenied(world, await exchange(world, other))).toMatchObject({
      reason: 'match_audience',
    });
  });

  test('E49: a jti is exchanged once, and a denied attempt does not spend it', async () => {
    const world = platform();
    const token = await mintToken(world);
    await expectDenied(world, await exchange(world, token, { workspace_id: STAGING }));
    expect((await exchange(world, token)).status).toBe(200);
    expect(await expectDenied(world, await exchange(world, token))).toMatchObject({
      reason: 'jti_reused',
    });
  });

  test('E49: two copies at the same moment: one passes', async () => {
    const world = platform();
    const token = await mintToken(world);
    const answers = await Promise.all([exchange(world, token), exchange(world, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('a jti is single use per issuer: another issuer may use the same value', async () => {
    const world = platform();
    const same = { claims: { jti: 'same' } };
    expect((await exchange(world, await mintToken(world, same))).status).toBe(200);
    const token = await mintToken(world, { ...same, issuer: 'gitlab' });
    const answer = await exchange(world, token, { federation_rule_id: 'fdrl_01SandboxGitlab' });
    expect(answer.status).toBe(200);
  });

  test('tokens without jti, and issuers that do not check it, are not limited', async () => {
    const world = platform();
    const gcp = await mintToken(world, { issuer: 'gcp' });
    const rule = { federation_rule_id: 'fdrl_01SandboxGcp' };
    expect((await exchange(world, gcp, rule)).status).toBe(200);
    expect((await exchange(world, gcp, rule)).status).toBe(200);

    const issuers = acme().federation_issuers;
    const lax = platform({
      acme: { federation_issuers: issuers.map((each) => ({ ...each, check_jti: false })) },
    });
    const token = await mintToken(lax);
    expect((await exchange(lax, token)).status).toBe(200);
    expect((await exchange(lax, token)).status).toBe(200);
  });
});
