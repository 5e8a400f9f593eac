import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/federation/exchange.js';
import { ACCESS, CONFIG, IDS, identityToken, job, ORG } from './federation-support.js';

const OTHER = '5a5db0c5-0000-4000-8000-000000000002';

const hasToken = (host: ReturnType<typeof job>) =>
  [...host.disk.values()].some(({ text }) => text.includes(ACCESS)) ||
  host.out.join('').includes(ACCESS);

describe('the expected target', () => {
  it.each([
    ['organization', { 'expect-organization': OTHER }],
    ['workspace', { 'expect-workspace': 'wrkspc_2', 'workspace-id': 'wrkspc_1' }],
    ['service account', { 'expect-service-account': 'svac_2', 'service-account-id': 'svac_1' }],
    ['Default workspace', { 'expect-workspace': 'default', 'workspace-id': 'wrkspc_1' }],
    ['Default workspace, unasked', { 'expect-workspace': 'default' }],
  ])('another %s is refused before anything is sent', async (_what, input) => {
    const host = job();
    const refused = run(host, { ...IDS, ...input });
    await expect(refused).rejects.toMatchObject({ code: 'check-failed' });
    expect(host.sent).toEqual([]);
  });

  it.each([
    ['answer', { answer: { workspace: { id: 'wrkspc_2' }, organization: { uuid: ORG } } }],
    ['headers', { headers: { 'anthropic-workspace-id': 'wrkspc_2' } }],
    ['silence', {}],
  ])(
    'the platform’s %s keeps the token from stdout, files and the cache',
    async (_how, platform) => {
      const host = job(platform, { disk: { [`${CONFIG}/configs/x.json`]: '{}' } });
      const refused = run(host, {
        ...IDS,
        'expect-workspace': 'wrkspc_1',
        'access-token': true,
      });
      await expect(refused).rejects.toMatchObject({ code: 'check-failed' });
      expect(hasToken(host)).toBe(false);
    },
  );

  it('the right one is let through, case and blanks of a UUID aside', async () => {
    const headers = { 'anthropic-organization-id': ORG, 'anthropic-workspace-id': 'wrkspc_1' };
    const host = job({ headers });
    const answer = await run(host, {
      ...IDS,
      'expect-organization': ` ${ORG.toUpperCase()}`,
      'expect-workspace': 'wrkspc_1',
      'access-token': true,
    });
    expect(answer.text()).toBe(`${ACCESS}\n`);
  });

  it('what the answer itself says costs no second request', async () => {
    const host = job({ answer: { organization: { uuid: ORG } } });
    await run(host, { ...IDS, 'expect-organization': ORG });
    expect(host.sent).toHaveLength(1);
  });

  it('a service account is sent, so that the platform itself refuses another', async () => {
    const host = job();
    await run(host, { ...IDS, 'expect-service-account': 'svac_1' });
    expect(host.sent[0]?.body).toContain('svac_1');
  });
});

describe('E57: a token that ends too soon', () => {
  const warned = async (life: number, left: number, jobTime: number) => {
    const env = { ANTHROPIC_IDENTITY_TOKEN: identityToken(left) };
    const host = job({ life, env });
    const answer = await run(host, { ...IDS, 'job-time': jobTime });
    return { said: host.said.join('\n'), text: answer.text(), value: answer.value };
  };

  it('because the identity token had little left: twice that, and how to have more', async () => {
    const { said, text, value } = await warned(600, 300, 7200);
    expect(said).toContain('twice what is left of the identity token (5 min)');
    expect(said).toContain('lives longer');
    expect(text).toContain('twice what is left');
    expect(value).toMatchObject({ lifetime_limited_by: 'identity-token' });
  });

  it('because the rule says so: which of its settings to raise', async () => {
    const { said, value } = await warned(600, 3600, 7200);
    expect(said).toContain('raise token_lifetime_seconds');
    expect(value).toMatchObject({ lifetime_limited_by: 'federation-rule' });
  });

  it('an identity token about to end still buys a minute', async () => {
    expect((await warned(60, 10, 120)).said).toContain('(10 s)');
  });

  it('from a variable there is no other, and that is said before the job fails', async () => {
    expect((await warned(600, 300, 7200)).said).toContain(
      'ANTHROPIC_IDENTITY_TOKEN gives no other',
    );
  });

  const GITHUB = {
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x.actions.githubusercontent.com/t?v=1',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request',
  };
  const POD_FILE = { '/var/run/secrets/anthropic.com/token': identityToken() };

  it.each([
    ['a source that makes another', GITHUB, JSON.stringify({ value: identityToken() }), {}],
    [
      'a metadata server, whose tokens are good for several',
      { K_SERVICE: 'api' },
      identityToken(),
      {},
    ],
    ['a pod’s file, which the kubelet renews', {}, '', POD_FILE],
  ])('from %s, it can be renewed', async (_what, around, body, disk) => {
    const env = { ANTHROPIC_IDENTITY_TOKEN: undefined, ...around };
    const platform = job({ env });
    const answer = { status: 200, headers: { 'metadata-flavor': 'Google' }, body };
    const host = job(
      { env },
      {
        disk,
        http: async (request) =>
          request.url.includes('/v1/oauth/token') ? platform.http(request) : answer,
      },
    );
    await run(host, { ...IDS, 'job-time': 7200 });
    expect(host.said.join('\n')).toContain('ant exec');
    expect(host.said.join('\n')).not.toContain('cannot be renewed');
  });

  it('from a CI system that gives each job one, it cannot', async () => {
    const gitlab = { GITLAB_CI: 'true', ANTHROPIC_ID_TOKEN: identityToken() };
    const host = job({ env: { ANTHROPIC_IDENTITY_TOKEN: undefined, ...gitlab } });
    await run(host, { ...IDS, 'job-time': 7200 });
    expect(host.said.join('\n')).toContain('cannot be renewed: gitlab (found here) gives no other');
  });

  it('nothing is said of one that lasts', async () => {
    expect((await warned(3600, 3600, 1800)).said).not.toContain('warning');
  });
});
