import { describe, expect, it } from 'vitest';
import { run as exec } from '../../src/commands/exec/exec.js';
import { run as exchange } from '../../src/commands/federation/exchange.js';
import { run as token } from '../../src/commands/federation/token.js';
import { run as create } from '../../src/commands/profile/create.js';
import { run as show } from '../../src/commands/profile/show.js';
import { profileCandidate } from '../../src/credentials/profile-candidates.js';
import type { HttpRequest } from '../../src/host.js';
import { parseProfile } from '../../src/profiles/parse.js';
import { identityToken } from './federation-support.js';
import { configPath, DIR, hostWith, ORG } from './profile-support.js';

const GITHUB = {
  GITHUB_ACTIONS: 'true',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x.actions.githubusercontent.com/t?v=1',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request',
};

const CI = {
  name: 'ci',
  federation: true,
  'federation-rule': 'fdrl_1',
  'organization-id': ORG,
  source: 'github-actions',
} as const;

const slot = {
  tier: 'active-profile',
  origin: 'profile "ci"',
  name: 'ci',
  configDir: DIR,
} as const;

describe('a federation profile with a source', () => {
  it('names the source in our own key, and a file for the official SDKs', async () => {
    const host = hostWith({}, { env: GITHUB });
    await create(host, {
      ...CI,
      audience: 'https://acme.example',
      'source-setting': ['request_host=x.example'],
    });
    expect(host.config('ci')).toMatchObject({
      authentication: {
        type: 'oidc_federation',
        identity_token: { source: 'file', path: `${DIR}/identity/ci.jwt` },
      },
      ant: {
        identity_token: {
          source: 'github-actions',
          audience: 'https://acme.example',
          settings: { request_host: 'x.example' },
        },
      },
    });
    const watch = `ant federation token --profile ci --watch --out ${DIR}/identity/ci.jwt`;
    expect(host.said.join('\n')).toContain(watch);
  });

  it('keeps the file that was named', async () => {
    const host = hostWith({}, { env: GITHUB });
    await create(host, { ...CI, 'identity-token-file': '/run/id/token' });
    expect(host.config('ci').authentication.identity_token.path).toBe('/run/id/token');
    expect(host.said.join('\n')).toContain('--out /run/id/token');
  });

  it('is used by exchange and token, whatever lies in the file', async () => {
    const asked: string[] = [];
    const host = hostWith(
      {},
      {
        env: { ...GITHUB, ANTHROPIC_PROFILE: 'ci' },
        disk: { [`${DIR}/identity/ci.jwt`]: 'stale' },
        child: async () => ({ exitCode: 0, out: '', err: '' }),
        http: async ({ url }) => {
          asked.push(new URL(url).host);
          const json = { 'content-type': 'application/json' };
          return url.includes('oauth')
            ? { status: 200, headers: json, body: '{"access_token":"a","expires_in":600}' }
            : { status: 200, headers: {}, body: JSON.stringify({ value: identityToken() }) };
        },
      },
    );
    await create(host, CI);
    await exchange(host, {});
    expect(asked).toEqual(['x.actions.githubusercontent.com', 'api.anthropic.com']);
    await token(host, { out: `${DIR}/identity/ci.jwt` });
    expect(host.disk.get(`${DIR}/identity/ci.jwt`)?.text).toBe(identityToken());
  });

  it.each([
    [{}, 'ant: profile "ci" asks for an identity token for "https://acme.example"'],
    [{ audience: 'https://acme.example' }, undefined],
  ])(
    'E54: whom else its tokens are for is said, unless that was typed: %j',
    async (typed, line) => {
      const body = JSON.stringify({ value: identityToken(300, { aud: 'https://acme.example' }) });
      const http = async () => ({ status: 200, headers: {}, body });
      const host = hostWith({}, { env: GITHUB, http });
      await create(host, { ...CI, audience: 'https://acme.example' });
      const candidate = await profileCandidate(host, slot);
      expect(candidate?.because).toContain('identity token for "https://acme.example" from');
      host.said.length = 0;
      await token(host, { profile: 'ci', ...typed });
      expect(host.said.filter((each) => each.includes('asks for'))).toEqual(line ? [line] : []);
    },
  );

  it.each([
    [{}, 1],
    [{ 'workspace-id': 'default' }, 1],
    [{ audience: 'https://acme.example', source: 'github-actions' }, 0],
  ] as const)('E54: whom its tokens are for is said by exec too: %j', async (typed, times) => {
    const answer = async ({ url }: HttpRequest) => {
      const value = identityToken(300, { aud: 'https://acme.example' });
      const granted = { access_token: 'a', token_type: 'Bearer', expires_in: 600 };
      const body = JSON.stringify(url.includes('oauth') ? granted : { value });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    };
    const run = async () => ({ exitCode: 0, followSuit: () => undefined });
    const directory = async () => ({ path: '/run/lent', remove: async () => undefined });
    const host = hostWith({}, { env: GITHUB, http: answer, attached: { run, directory } });
    await create(host, { ...CI, audience: 'https://acme.example' });
    host.said.length = 0;
    await exec(host, { profile: 'ci', command: ['true'], ...typed });
    expect(host.said.filter((line) => line.includes('asks for'))).toEqual(
      Array(times).fill('ant: profile "ci" asks for an identity token for "https://acme.example"'),
    );
    expect(host.said.join()).not.toContain('workspace');
  });

  it('is shown with what the source is told', async () => {
    const host = hostWith({}, { env: GITHUB });
    await create(host, { ...CI, 'source-setting': ['request_host=x.example'] });
    const shown = (await show(host, { name: 'ci' })).text();
    expect(shown).toMatch(/identity_token_source +github-actions\n/);
    expect(shown).toMatch(/identity_token_settings +request_host=x\.example\n/);
    expect(shown).toMatch(/identity_token_file +.*ci\.jwt\n/);
  });

  it.each([
    ['a setting that the source has not', { 'source-setting': ['clientid=1'] }],
    ['a setting that is no NAME=VALUE', { 'source-setting': ['request_host'] }],
    ['a person’s profile', { federation: undefined, 'federation-rule': undefined }],
    ['an audience without a source', { source: undefined, audience: 'x' }],
  ])('%s is refused, and nothing is made', async (_story, input) => {
    const host = hostWith({}, { env: GITHUB });
    const given = Object.fromEntries(
      Object.entries({ ...CI, ...input }).filter(([, value]) => value !== undefined),
    );
    await expect(create(host, { name: 'ci', ...given })).rejects.toMatchObject({ code: 'usage' });
    expect(host.disk.has(configPath('ci'))).toBe(false);
  });

  const COMMAND = { source: 'command', 'source-setting': ['command=["mint"]'] } as const;
  const OKTA = {
    source: 'oidc-client-credentials',
    'source-setting': ['token_url=https://x.example', 'client_id=c', 'client_secret_env=S'],
  } as const;
  const ALLOW = 'ANT_ALLOW_PROFILE_SOURCE=1';

  it.each([
    ['a command', COMMAND, {}, 'linux', 'it names a command to run', `${ALLOW} ant`],
    ['a secret', OKTA, {}, 'linux', 'it names a secret to send', `${ALLOW} ant`],
    ['a command on Windows', COMMAND, {}, 'win32', 'it names a command to run', 'ant'],
    ['what is allowed', COMMAND, { ANT_ALLOW_PROFILE_SOURCE: '1' }, 'linux', undefined, 'ant'],
    ['what needs no leave', {}, {}, 'linux', undefined, 'ant'],
  ] as const)(
    '%s: the next command works as it is typed, or what it needs is said',
    async (_story, more, env, platform, does, ant) => {
      const host = hostWith({}, { env: { ...GITHUB, ...env }, platform });
      await create(host, { ...CI, ...more, 'config-dir': DIR });
      expect(host.said).toContain(`next: ${ant} federation exchange --profile ci`);
      expect(host.said.join('\n')).toContain(`: ${ant} federation token --profile ci --watch`);
      expect(host.said.filter((line) => line.includes(`only where ${ALLOW} is set`))).toEqual(
        does === undefined ? [] : [`${does}, which takes effect only where ${ALLOW} is set`],
      );
    },
  );

  it('can be made where the source is not, with a word about it', async () => {
    const host = hostWith({});
    await create(host, CI);
    expect(host.said.join('\n')).toContain('GitHub Actions is absent here');
    expect(host.disk.has(configPath('ci'))).toBe(true);
  });
});

describe('what whoami says of it', () => {
  it.each([
    ['here', GITHUB, { state: 'ready', because: expect.stringContaining('GITHUB_ACTIONS') }],
    [
      'lacking a permission',
      { GITHUB_ACTIONS: 'true' },
      {
        state: 'broken',
        because: 'GitHub Actions: this job may not request an identity token',
        hint: 'add to the job, or at the top of the workflow: permissions: id-token: write …; see: ant federation detect',
      },
    ],
    [
      'somewhere else',
      {},
      { state: 'broken', because: expect.stringContaining('not GitHub Actions') },
    ],
  ])('when the source is %s', async (_where, env, expected) => {
    const host = hostWith({}, { env });
    await create(host, CI);
    expect(await profileCandidate(host, slot)).toMatchObject(expected);
  });

  it('an unknown source makes it broken, and no file is used in its place', async () => {
    const host = hostWith({}, { disk: { '/run/t': 'x' } });
    await create(host, { ...CI, 'identity-token-file': '/run/t' });
    const config = host.disk.get(configPath('ci'));
    if (config === undefined) throw new Error('no profile');
    const text = config.text.replace('github-actions', 'jenkins');
    host.disk.set(configPath('ci'), { ...config, text });
    expect(parseProfile({ name: 'ci', path: '/x', text }).identitySource?.source).toBe('jenkins');
    expect(await profileCandidate(host, slot)).toMatchObject({
      state: 'broken',
      because: expect.stringContaining('unknown source "jenkins"'),
    });
  });
});
