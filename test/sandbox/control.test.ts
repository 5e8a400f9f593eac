import { describe, expect, test } from 'vitest';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import { verifyIdentityToken } from '../../src/jwt/verify.js';
import { TEMPLATE_NAMES, TEMPLATES } from '../../src/sandbox/templates.js';
import { Secret } from '../../src/secret.js';
import {
  acme,
  exchange,
  exchangeCode,
  FORM,
  mintToken,
  NOON,
  ORIGIN,
  platform,
  read,
} from './platform.js';

const OURS = { 'x-ant-sandbox': '1' };

describe('the control API', () => {
  test.each([
    ['GET', '/sandbox/info'],
    ['GET', '/sandbox/history'],
    ['GET', '/sandbox/requests'],
    ['POST', '/sandbox/mint'],
  ] as const)('%s %s answers nobody without our header', async (method, path) => {
    const { handle } = platform();
    const url = `${ORIGIN}${path}`;
    const answer = await handle({ method, url, headers: {}, body: '{"issuer":"github-actions"}' });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('identity_token');
  });

  test('E09: a web page that asks before it sends the header gets no leave', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const { handle } = platform();
    const answer = await handle({ method: 'OPTIONS', url: `${ORIGIN}/sandbox/mint`, headers });
    expect(answer.status).toBe(404);
    expect(Object.keys(answer.headers).join()).not.toContain('access-control');
  });

  test('info lists what is set up, and no key', async () => {
    const answer = await platform().get('/sandbox/info', OURS);
    expect(read(answer)).toMatchObject({ sandbox: true, base_url: ORIGIN });
    expect(read(answer).organizations[0].federation_rules).toHaveLength(13);
    expect(answer.body).not.toContain('sk-ant-');
  });

  test('requests are remembered without their secrets', async () => {
    const world = platform();
    const assertion = await mintToken(world);
    const { access_token } = read(await exchange(world, assertion));
    await exchangeCode(world, 'sandbox-code-guess');
    await world.get('/v1/models?limit=1', { authorization: `Bearer ${access_token}` });
    const mistaken = JSON.stringify({ refresh_token: 'sk-ant-ort01-sandbox-mistaken' });
    await world.post('/v1/oauth/token', mistaken, FORM);
    const answer = await world.get('/sandbox/requests', OURS);
    expect(read(answer).data).toMatchObject([
      {
        method: 'POST',
        path: '/v1/oauth/token',
        betas: 'oauth-2025-04-20,oidc-federation-2026-04-01',
        content_type: 'application/json',
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        auth: 'none',
        credential: null,
        status: 200,
      },
      { grant_type: 'authorization_code', betas: '', status: 400 },
      { path: '/v1/models', auth: 'bearer', credential: expect.stringMatching(/^[\w-]{12}$/) },
      { path: '/v1/oauth/token', fields: [], status: 400 },
    ]);
    expect(answer.body).not.toContain('mistaken');
    expect(answer.body).not.toContain(access_token);
    expect(answer.body).not.toContain(assertion.slice(-40));
    expect(answer.body).not.toContain('sandbox-code-guess');
  });
});

describe('minted identity tokens', () => {
  test.each(TEMPLATE_NAMES)('%s: what it issues, its default rule accepts', async (issuer) => {
    const world = platform();
    const token = await mintToken(world, { issuer });
    const rule = acme().federation_rules.find(({ name }) => name === `${issuer}-deploy`);
    const answer = await exchange(world, token, { federation_rule_id: rule?.id });
    expect(answer.status).toBe(200);
  });

  test.each(TEMPLATE_NAMES)('%s: looks real, and says that it is not', async (issuer) => {
    const token = await mintToken(platform(), { issuer });
    const { header, claims } = decodeIdentityToken(token) ?? {};
    expect(header?.kid).toMatch(/^sandbox-/);
    expect(claims).toMatchObject({
      ant_sandbox: true,
      iss: TEMPLATES[issuer].issuerUrl,
      sub: TEMPLATES[issuer].subject,
      iat: NOON,
      exp: NOON + TEMPLATES[issuer].lifetimeSeconds,
    });
    expect(typeof claims?.jti).toBe(TEMPLATES[issuer].jti ? 'string' : 'undefined');
    expect(Array.isArray(claims?.aud)).toBe(TEMPLATES[issuer].audienceIsList);
  });

  test.each([
    [
      'github-actions',
      'repo:globex/web:ref:refs/tags/v1',
      {
        repository: 'globex/web',
        repository_owner: 'globex',
        ref: 'refs/tags/v1',
        ref_type: 'tag',
      },
    ],
    [
      'github-actions',
      'repo:globex@77/web@88:ref:refs/heads/dev',
      { repository: 'globex/web', repository_owner_id: '77', repository_id: '88' },
    ],
    [
      'github-actions',
      'repo:globex/web:pull_request',
      { event_name: 'pull_request', ref: 'refs/pull/7/merge' },
    ],
    ['github-actions', 'repo:globex/web:environment:prod', { environment: 'prod' }],
    [
      'gitlab',
      'project_path:a/b/c:ref_type:tag:ref:v1',
      { project_path: 'a/b/c', namespace_path: 'a/b', ref: 'v1', ref_type: 'tag' },
    ],
    [
      'buildkite',
      'organization:o:pipeline:p:ref:refs/heads/x:commit:c:step:s',
      { organization_slug: 'o', pipeline_slug: 'p', build_branch: 'x', step_key: 's' },
    ],
    ['circleci', 'org/o/project/p/user/u', { 'oidc.circleci.com/project-id': 'p' }],
    [
      'aws',
      'arn:aws:iam::210987654321:role/x/y',
      { 'https://sts.amazonaws.com/': { aws_account: '210987654321' } },
    ],
    ['gcp', '42', { azp: '42', email_verified: true }],
    ['azure', 'object', { oid: 'object', ver: '2.0' }],
    [
      'kubernetes',
      'system:serviceaccount:ns:sa',
      { 'kubernetes.io': { namespace: 'ns', serviceaccount: { name: 'sa' } } },
    ],
    ['okta', 'client', { cid: 'client' }],
    [
      'terraform-cloud',
      'organization:o:project:p:workspace:w:run_phase:plan',
      { terraform_workspace_name: 'w', terraform_run_phase: 'plan' },
    ],
    ['vercel', 'owner:o:project:p:environment:e', { owner: 'o', project: 'p', environment: 'e' }],
    ['github-actions', 'something else', { sub: 'something else', ant_sandbox: true }],
  ])('%s reads its claims off %s', async (issuer, sub, expected) => {
    const token = await mintToken(platform(), { issuer, sub });
    expect(decodeIdentityToken(token)?.claims).toMatchObject({ sub, ...expected });
  });

  test('every claim can be overruled but the one that says sandbox', async () => {
    const claims = { ref: 'x', exp: 1, iss: 'https://other.example', ant_sandbox: false };
    const token = await mintToken(platform(), { claims, audience: 'a', ttl_seconds: 5 });
    expect(decodeIdentityToken(token)?.claims).toMatchObject({
      ref: 'x',
      exp: 1,
      iss: 'https://other.example',
      aud: 'a',
      ant_sandbox: true,
    });
  });

  test('an unknown issuer is answered with the known names', async () => {
    const body = JSON.stringify({ issuer: 'jenkins' });
    const answer = await platform().post('/sandbox/mint', body, OURS);
    expect(answer.status).toBe(404);
    expect(read(answer).error.message).toContain('github-actions, gitlab');
  });

  test('anyone can verify one with the keys the issuer publishes, which are all public', async () => {
    const world = platform();
    const discovery = read(
      await world.get('/issuers/github-actions/.well-known/openid-configuration'),
    );
    expect(discovery).toMatchObject({
      issuer: 'https://token.actions.githubusercontent.com',
      jwks_uri: `${ORIGIN}/issuers/github-actions/jwks`,
    });
    const jwks = read(await world.get(new URL(discovery.jwks_uri).pathname));
    expect(jwks.keys[0]).not.toHaveProperty('d');
    const token = new Secret(await mintToken(world));
    const checked = await verifyIdentityToken(token, { jwks, maxLifetimeSeconds: 3600 }, NOON);
    expect(checked.verified).toBe(true);
  });

  test('two tokens minted at once by a new issuer fit the same key', async () => {
    const world = platform();
    const tokens = await Promise.all([mintToken(world), mintToken(world)]);
    const answers = await Promise.all(tokens.map((token) => exchange(world, token)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('an issuer nobody registered has no keys', async () => {
    expect((await platform().get('/issuers/jenkins/jwks')).status).toBe(404);
  });
});
