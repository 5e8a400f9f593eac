import { describe, expect, it } from 'vitest';
import { run as set } from '../../src/commands/profile/set.js';
import { run as unset } from '../../src/commands/profile/unset.js';
import { withLoginLock } from '../../src/lock/with-login-lock.js';
import { saveProfile } from '../../src/profiles/files.js';
import {
  configPath,
  credentialsPath,
  DIR,
  hostWith,
  ORG,
  OTHER_ORG,
  PERSON,
  WORKLOAD,
} from './profile-support.js';

const login = (fields: object) =>
  JSON.stringify({
    version: '1.0',
    type: 'oauth_token',
    access_token: 'minted-for-a-test',
    ...fields,
  });

describe('profile set', () => {
  it('changes the one setting and keeps what it does not know', async () => {
    const host = hostWith({ default: PERSON });
    const answer = await set(host, { key: 'workspace_id', value: 'wrkspc_2' });
    expect(host.config('default')).toEqual({ ...PERSON, workspace_id: 'wrkspc_2' });
    expect(answer.text()).toBe('');
    expect(answer.value).toMatchObject({ key: 'workspace_id', value: 'wrkspc_2', changed: true });
  });

  it('waits for who writes the same file, a login or a move of one, and undoes nothing of theirs', async () => {
    const host = hostWith({ default: PERSON });
    const moved = { ...PERSON, ant: { store: 'split' } };
    let changing: Promise<unknown> = Promise.resolve();
    await withLoginLock(host, { configDir: DIR, profile: 'default' }, async () => {
      changing = set(host, { key: 'workspace_id', value: 'wrkspc_2' });
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      await saveProfile(host, { path: configPath('default'), raw: moved });
    });
    await changing;
    expect(host.config('default')).toEqual({ ...moved, workspace_id: 'wrkspc_2' });
  });

  it('never writes what the environment filled in', async () => {
    const env = { ANTHROPIC_WORKSPACE_ID: 'wrkspc_env', ANTHROPIC_BASE_URL: 'https://env.example' };
    const host = hostWith({ default: WORKLOAD }, { env });
    await set(host, { key: 'service_account_id', value: 'svac_1' });
    expect(host.disk.get(configPath('default'))?.text).not.toContain('env');
  });

  it('a new organization clears the workspace, and says so', async () => {
    const host = hostWith({ default: PERSON });
    const answer = await set(host, { key: 'organization_id', value: OTHER_ORG });
    expect(host.config('default')).not.toHaveProperty('workspace_id');
    expect(answer.value).toMatchObject({ cleared: ['workspace_id'] });
    expect(host.said.join('\n')).toContain('workspace_id is cleared');
  });

  it('the same organization again clears nothing', async () => {
    const host = hostWith({ default: PERSON });
    const answer = await set(host, { key: 'organization_id', value: ORG });
    expect(host.config('default')).toEqual(PERSON);
    expect(answer.value).toMatchObject({ changed: false, cleared: [] });
  });

  it.each([
    ['organization_id', OTHER_ORG, 'organization'],
    ['workspace_id', 'wrkspc_2', 'workspace wrkspc_1'],
    ['base_url', 'https://other.example', 'another address'],
  ] as const)(
    'a login made for another %s has to be renewed by a person',
    async (key, value, words) => {
      const file = login({ organization_uuid: ORG, workspace_id: 'wrkspc_1' });
      const host = hostWith({ default: PERSON }, { disk: { [credentialsPath('default')]: file } });
      const answer = await set(host, { key, value });
      expect(answer.value).toMatchObject({ login: 'sign-in-again' });
      expect(host.said.join('\n')).toContain(words);
      expect(host.said.join('\n')).toContain('ant auth login --profile default');
      expect(host.disk.get(credentialsPath('default'))?.text).toBe(file);
    },
  );

  it('a login whose own address comes back needs no renewal', async () => {
    const file = login({ ant: { origin: 'https://home.example' } });
    const host = hostWith({ default: PERSON }, { disk: { [credentialsPath('default')]: file } });
    const answer = await set(host, { key: 'base_url', value: 'https://home.example' });
    expect(answer.value).toMatchObject({ changed: true, login: 'none' });
    expect(host.said.join('\n')).not.toContain('sign in again');
  });

  it('a cached federation token goes with the settings it was minted for', async () => {
    const disk = { [credentialsPath('default')]: login({ expires_at: 1 }) };
    const host = hostWith({ default: WORKLOAD }, { disk });
    const answer = await set(host, { key: 'federation_rule_id', value: 'fdrl_2' });
    expect(answer.value).toMatchObject({ login: 'cached-token-removed' });
    expect(host.disk.has(credentialsPath('default'))).toBe(false);
  });

  it('and stays when the change has nothing to do with it', async () => {
    const disk = { [credentialsPath('default')]: login({ expires_at: 1 }) };
    const host = hostWith({ default: WORKLOAD }, { disk });
    const answer = await set(host, { key: 'identity_token_file', value: '/run/token' });
    expect(answer.value).toMatchObject({ login: 'none' });
    expect(host.disk.has(credentialsPath('default'))).toBe(true);
    expect(host.config('default').authentication.identity_token).toEqual({
      source: 'file',
      path: '/run/token',
    });
  });

  it('the client id of a profile whose secrets rest in the keychain is not put into its file', async () => {
    const split = { ...PERSON, authentication: { type: 'user_oauth' }, ant: { store: 'split' } };
    await expect(
      set(hostWith({ default: split }), { key: 'client_id', value: 'x' }),
    ).rejects.toMatchObject({ code: 'usage', hint: expect.stringContaining('--client-id') });
  });

  it('never makes a profile', async () => {
    const host = hostWith({});
    const making = set(host, { key: 'scope', value: 'org:admin', profile: 'new' });
    await expect(making).rejects.toMatchObject({ code: 'no-credential' });
    expect(host.disk.has(configPath('new'))).toBe(false);
  });

  it('E64: a file that is not a profile is refused and untouched', async () => {
    const host = hostWith({ default: '{"version":"2.0"}' });
    await expect(set(host, { key: 'scope', value: 'x' })).rejects.toMatchObject({ code: 'file' });
    expect(host.disk.get(configPath('default'))?.text).toBe('{"version":"2.0"}');
  });
});

describe('values', () => {
  it.each([
    ['workspace_id', 'default', WORKLOAD],
    ['base_url', 'http://localhost:8421', PERSON],
    ['scope', 'user:inference org:admin', PERSON],
  ] as const)('%s may be %s', async (key, value, profile) => {
    const host = hostWith({ default: profile });
    expect((await set(host, { key, value })).value).toMatchObject({ value });
  });

  it('blanks around an id are dropped, and that is said', async () => {
    const host = hostWith({ default: PERSON });
    expect((await set(host, { key: 'workspace_id', value: ' wrkspc_2\n' })).value).toMatchObject({
      value: 'wrkspc_2',
    });
    expect(host.said.join('\n')).toContain('dropped the blanks');
  });

  it('a URL loses the slash at its end, a path becomes absolute', async () => {
    const host = hostWith({ default: WORKLOAD });
    expect((await set(host, { key: 'base_url', value: 'https://x.example/' })).value).toMatchObject(
      {
        value: 'https://x.example',
      },
    );
    expect(
      (await set(host, { key: 'identity_token_file', value: 'token.jwt' })).value,
    ).toMatchObject({ value: '/home/ada/project/token.jwt' });
    expect(host.said.join('\n')).toContain('/home/ada/project/token.jwt');
  });

  it.each([
    ['organization_id', `org_${ORG}`, PERSON],
    ['organization_id', 'acme', PERSON],
    ['workspace_id', 'ws_1', PERSON],
    ['workspace_id', 'default', PERSON],
    ['workspace_id', '', PERSON],
    ['base_url', 'http://api.example', PERSON],
    ['base_url', 'api.example', PERSON],
    ['base_url', 'https://user:word@api.example', PERSON],
    ['console_url', 'http://localhost.evil.example', PERSON],
    ['scope', 'a "b"', PERSON],
    ['client_id', 'two words', PERSON],
    ['federation_rule_id', 'rule_1', WORKLOAD],
    ['service_account_id', 'fdrl_1', WORKLOAD],
    ['identity_token_file', '~/token', WORKLOAD],
    ['identity_token_file', 'a\u0000b', WORKLOAD],
    ['federation_rule_id', 'fdrl_1', PERSON],
    ['identity_token_file', '/run/token', PERSON],
    ['scope', 'org:admin', WORKLOAD],
    ['client_id', 'client', WORKLOAD],
  ] as const)('%s may not be %j here', async (key, value, profile) => {
    const host = hostWith({ default: profile });
    await expect(set(host, { key, value })).rejects.toMatchObject({ code: 'usage' });
    expect(host.config('default')).toEqual(profile);
  });
});

it.each([
  ['organization_id', 'acme', '"acme" is no organization_id'],
  ['identity_token_file', '/run/token', 'only federation profiles have identity_token_file'],
] as const)('a %s that may not be is refused in plain words', async (key, value, message) => {
  await expect(set(hostWith({ default: PERSON }), { key, value })).rejects.toThrow(message);
});

describe('profile unset', () => {
  it('removes the one setting', async () => {
    const host = hostWith({ default: PERSON });
    expect((await unset(host, { key: 'workspace_id' })).value).toMatchObject({ changed: true });
    const { workspace_id: _, ...rest } = PERSON;
    expect(host.config('default')).toEqual(rest);
  });

  it('an empty text goes too: it would keep the TypeScript SDK from asking the environment', async () => {
    const host = hostWith({ default: { ...PERSON, workspace_id: '' } });
    await unset(host, { key: 'workspace_id' });
    expect(host.config('default')).not.toHaveProperty('workspace_id');
  });

  it('what is not set stays so', async () => {
    const host = hostWith({ default: PERSON });
    expect((await unset(host, { key: 'base_url' })).value).toMatchObject({ changed: false });
    expect(host.config('default')).toEqual(PERSON);
  });
});
