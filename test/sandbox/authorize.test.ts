import { describe, expect, test } from 'vitest';
import {
  ACME,
  answerConsent,
  authorizePath,
  codeIn,
  DEFAULT_WORKSPACE,
  exchangeCode,
  GLOBEX,
  login,
  ORIGIN,
  PRODUCTION,
  platform,
  REDIRECT,
  read,
  STATE,
} from './platform.js';

const MANUAL = `${ORIGIN}/oauth/code/callback?app=anthropic-cli`;

describe('an authorize request that is not valid gets a page, never a redirect', () => {
  test.each([
    ['an unknown client', { client_id: 'c0ffee' }, 'client_id is not known'],
    ['no client', { client_id: undefined }, 'client_id is not known'],
    ['no response_type', { response_type: undefined }, 'response_type must be code'],
    ['the implicit flow', { response_type: 'token' }, 'response_type must be code'],
    ['no state', { state: undefined }, 'state is missing'],
    ['no challenge', { code_challenge: undefined }, 'code_challenge must have 43'],
    ['a short challenge', { code_challenge: 'abc' }, 'code_challenge must have 43'],
    ['E15: the plain method', { code_challenge_method: 'plain' }, 'must be S256'],
    ['no method, which means plain', { code_challenge_method: undefined }, 'must be S256'],
    ['an unknown scope', { scope: 'user:profile user:everything' }, 'scope is missing or not'],
    ['a scope of another client', { scope: 'org:create_api_key' }, 'scope is missing or not'],
    ['a scope named like a method', { scope: 'constructor' }, 'scope is missing or not'],
    ['no scope', { scope: undefined }, 'scope is missing or not'],
  ])('%s', async (_what, change, because) => {
    const page = await platform().get(authorizePath(change));
    expect(page).toMatchObject({ status: 400, body: expect.stringContaining(because) });
    expect(page.headers.location).toBeUndefined();
  });

  test('E06: a parameter that is there twice', async () => {
    const page = await platform().get(`${authorizePath()}&state=other`);
    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('twice') });
  });
});

test.each([
  ['any port of localhost', 'http://localhost:1/callback', 200],
  ['the highest port', 'http://localhost:65535/callback', 200],
  ['the manual page of this Console', MANUAL, 200],
  ['a port that does not exist', 'http://localhost:65536/callback', 400],
  ['no port', 'http://localhost/callback', 400],
  ['the IP literal', 'http://127.0.0.1:51234/callback', 400],
  ['https', 'https://localhost:51234/callback', 400],
  ['another path', 'http://localhost:51234/callback/', 400],
  ['a query', 'http://localhost:51234/callback?x=1', 400],
  ['a host that only starts like it', 'http://localhost:51234.evil.example/callback', 400],
  ['a user before another host', 'http://localhost:1@evil.example/callback', 400],
  ['the manual page without its query', `${ORIGIN}/oauth/code/callback`, 400],
  ['the manual page with more query', `${MANUAL}&x=1`, 400],
  ['the manual page of another Console', MANUAL.replace('8421', '8422'), 400],
])('redirect URIs are compared to the letter: %s', async (_what, redirect_uri, status) => {
  const page = await platform().get(authorizePath({ redirect_uri }));
  expect(page.status).toBe(status);
  expect(page.body.includes('redirect_uri not supported by client')).toBe(status === 400);
});

describe('the consent page', () => {
  test('says what is asked, by whom, for where, and that this is the sandbox', async () => {
    const { status, headers, body } = await platform().get(authorizePath());
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const words of [
      '<html lang="en">',
      '<title>Approve access for ant? (sandbox)</title>',
      'Sandbox: not the real Claude Platform.',
      'send messages to Claude for you',
      REDIRECT,
      '<legend>',
      '<label for="organization">',
      '<label for="workspace">',
      '<select id="organization" name="organization">',
      '<select id="workspace" name="workspace">',
      '<optgroup label="Acme">',
      '<button name="decision" value="approve">',
      '<button name="decision" value="deny">',
    ]) {
      expect(body).toContain(words);
    }
    expect(body).not.toContain('<script');
  });

  test('allows no script, frame or outside resource, and only a form that leads back', async () => {
    const { headers } = await platform().get(authorizePath());
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers['content-security-policy']).toContain(
      "form-action 'self' http://localhost:51234;",
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  test('E05: shows names from the seed and the request as text', async () => {
    const evil = '"><script>alert(1)</script>';
    const world = platform({ acme: { name: evil }, settings: { client_ids: [evil] } });
    const { status, body } = await world.get(authorizePath({ client_id: evil }));
    expect(status).toBe(200);
    expect(body).not.toContain('<script');
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
  });

  test('leaves no choice where the client named an organization and a workspace', async () => {
    const { body } = await platform().get(
      authorizePath({ orgUUID: ACME, workspace_id: PRODUCTION }),
    );
    expect(body.match(/<option value="[^"]*"/g)).toEqual([
      `<option value="${ACME}"`,
      `<option value="${PRODUCTION}"`,
    ]);
  });

  test.each([
    ['an organization one does not belong to', { orgUUID: ACME.replace('5a5d', 'ffff') }],
    ['a workspace that does not exist', { workspace_id: 'wrkspc_nowhere' }],
    ['a workspace of another organization', { orgUUID: GLOBEX, workspace_id: PRODUCTION }],
    ['administration where one is no admin', { orgUUID: GLOBEX, scope: 'org:admin' }],
  ])('shows a no-access page for %s', async (_what, change) => {
    const page = await platform().get(authorizePath(change));
    expect(page).toMatchObject({ status: 403, body: expect.stringContaining('no access') });
  });
});

describe('the decision', () => {
  test('Approve sends a code and the same state back', async () => {
    const { status, headers } = await answerConsent(platform());
    expect(status).toBe(303);
    const { origin, pathname, searchParams } = new URL(headers.location ?? '');
    expect(`${origin}${pathname}`).toBe(REDIRECT);
    expect([...searchParams.keys()]).toEqual(['code', 'state']);
    expect(searchParams.get('state')).toBe(STATE);
  });

  test('Deny sends access_denied and the same state back, and no code', async () => {
    const { status, headers } = await answerConsent(platform(), {}, { decision: 'deny' });
    expect(status).toBe(303);
    expect(Object.fromEntries(new URL(headers.location ?? '').searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'The person denied the request',
      state: STATE,
    });
  });

  test.each([
    ['nothing', {}, ACME, DEFAULT_WORKSPACE],
    ['a workspace', { workspace: PRODUCTION }, ACME, PRODUCTION],
    ['another organization', { organization: GLOBEX }, GLOBEX, 'wrkspc_02SandboxDefault'],
  ])('choosing %s binds the token', async (_what, fields, organization, workspace) => {
    expect(await login(platform(), {}, fields)).toMatchObject({
      organization: { uuid: organization },
      workspace: { id: workspace },
    });
  });

  test('a workspace of the organization that was not chosen asks again, and grants nothing', async () => {
    const fields = { decision: 'approve', organization: GLOBEX, workspace: PRODUCTION };
    const again = await answerConsent(platform(), {}, fields);
    expect(again.status).toBe(400);
    expect(again.body).toContain('role="alert"');
    expect(again.body).toContain('name="decision" value="approve"');
  });

  test('what the client named cannot be overruled on the page', async () => {
    const fields = { workspace: DEFAULT_WORKSPACE };
    const tokens = await login(platform(), { workspace_id: PRODUCTION }, fields);
    expect(tokens.workspace).toEqual({ id: PRODUCTION, name: 'Production' });
  });

  test('org:admin belongs to an organization and to no workspace', async () => {
    const tokens = await login(platform(), { scope: 'org:admin' });
    expect(tokens).toMatchObject({ scope: 'org:admin', organization: { uuid: ACME } });
    expect(tokens).not.toHaveProperty('workspace');
  });

  test('a form that did not come from our page is refused', async () => {
    const forged = await platform().post('/oauth/authorize', 'request=guess&decision=approve');
    expect(forged.status).toBe(400);
    expect(forged.headers.location).toBeUndefined();
  });

  test.each([
    ['was answered', 0, 1],
    ['is ten minutes old', 600, 0],
  ])('a page that %s is no longer good', async (_what, seconds, answers) => {
    const world = platform();
    const { body } = await world.get(authorizePath());
    const ticket = /name="request" value="([^"]+)"/.exec(body)?.[1];
    const answer = () => world.post('/oauth/authorize', `request=${ticket}&decision=approve`);
    for (let count = 0; count < answers; count += 1) expect((await answer()).status).toBe(303);
    world.pass(seconds);
    expect(await answer()).toMatchObject({
      status: 400,
      body: expect.stringContaining('no longer good'),
    });
  });
});

describe('the manual code page', () => {
  test('shows code and state as one piece of text, and that code can be exchanged', async () => {
    const world = platform();
    const back = await answerConsent(world, { redirect_uri: MANUAL });
    const location = new URL(back.headers.location ?? '');
    expect(`${location.origin}${location.pathname}`).toBe(`${ORIGIN}/oauth/code/callback`);
    const page = await world.get(`${location.pathname}${location.search}`);
    expect(page.status).toBe(200);
    const shown = /<output[^>]*>([^<]*)<\/output>/.exec(page.body)?.[1];
    expect(shown).toBe(`${codeIn(back)}#${STATE}`);
    const tokens = await exchangeCode(world, codeIn(back), { redirect_uri: MANUAL });
    expect(read(tokens).token_type).toBe('Bearer');
  });

  test('E05: escapes what the address carries', async () => {
    const query = 'app=anthropic-cli&code=<script>alert(1)</script>&state="';
    const { body } = await platform().get(`/oauth/code/callback?${query}`);
    expect(body).not.toContain('<script');
    expect(body).toContain('&lt;script&gt;');
  });

  test('shows an error as text when the login was denied', async () => {
    const query = 'app=anthropic-cli&error=access_denied&error_description=<b>no</b>';
    const { status, body } = await platform().get(`/oauth/code/callback?${query}`);
    expect(status).toBe(400);
    expect(body).toContain('&lt;b&gt;no&lt;/b&gt;');
  });
});
