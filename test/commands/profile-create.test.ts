import { describe, expect, it } from 'vitest';
import { run as copy } from '../../src/commands/profile/copy.js';
import { run as create } from '../../src/commands/profile/create.js';
import { configPath, hostWith, ORG, PERSON, WORKLOAD } from './profile-support.js';

describe('profile create', () => {
  it('makes a federation profile from ids, trimmed', async () => {
    const host = hostWith({});
    const answer = await create(host, {
      name: 'ci',
      federation: true,
      'federation-rule': 'fdrl_1 ',
      'organization-id': ORG,
      'service-account-id': 'svac_1',
      'workspace-id': 'default',
      'identity-token-file': '/run/token',
      'base-url': 'http://127.0.0.1:8421/',
    });
    expect(host.config('ci')).toEqual({
      version: '1.0',
      organization_id: ORG,
      workspace_id: 'default',
      base_url: 'http://127.0.0.1:8421',
      authentication: {
        type: 'oidc_federation',
        federation_rule_id: 'fdrl_1',
        service_account_id: 'svac_1',
        identity_token: { source: 'file', path: '/run/token' },
      },
    });
    expect(answer.value).toMatchObject({ name: 'ci', type: 'oidc_federation' });
    expect(host.said.join('\n')).toContain('ant federation exchange --profile ci');
  });

  it('names the variables that have to fill what was left out', async () => {
    const host = hostWith({});
    await create(host, { name: 'ci', federation: true, 'federation-rule': 'fdrl_1' });
    expect(host.said.join('\n')).toMatch(
      /ANTHROPIC_ORGANIZATION_ID.*ANTHROPIC_IDENTITY_TOKEN_FILE/,
    );
    expect(host.said.join('\n')).not.toContain('ANTHROPIC_FEDERATION_RULE_ID');
  });

  it('makes a profile for a person, to be completed by a login', async () => {
    const host = hostWith({});
    await create(host, { name: 'admin', scope: 'org:admin' });
    expect(host.config('admin')).toEqual({
      version: '1.0',
      authentication: { type: 'user_oauth', scope: 'org:admin' },
    });
    expect(host.said.join('\n')).toContain('ant auth login --profile admin');
  });

  it('never overwrites a profile, not even a broken one', async () => {
    const host = hostWith({ ci: 'not JSON' });
    await expect(create(host, { name: 'ci', federation: true })).rejects.toMatchObject({
      code: 'usage',
    });
    expect(host.disk.get(configPath('ci'))?.text).toBe('not JSON');
  });

  it.each(['../x', '.hidden', 'CON', 'a b', 'x'.repeat(300), 'é', 'a\0'])(
    'E65: %j is no new name',
    async (name) => {
      const host = hostWith({});
      const before = host.disk.size;
      await expect(create(host, { name })).rejects.toMatchObject({ code: 'usage' });
      expect(host.disk.size).toBe(before);
    },
  );

  it('a bad id or a federation id without --federation makes nothing', async () => {
    const host = hostWith({});
    const bad = { name: 'ci', federation: true, 'federation-rule': 'rule' } as const;
    await expect(create(host, bad)).rejects.toMatchObject({ code: 'usage' });
    const odd = { name: 'ci', 'federation-rule': 'fdrl_1' } as const;
    await expect(create(host, odd)).rejects.toMatchObject({ code: 'usage' });
    expect(host.disk.has(configPath('ci'))).toBe(false);
  });
});

describe('profile copy', () => {
  it('takes the settings, and neither the login nor where it rests', async () => {
    const { authentication } = PERSON;
    const source = {
      ...PERSON,
      authentication: { ...authentication, credentials_path: '/secret.json' },
      ant: { store: 'split', later: 1 },
    };
    const host = hostWith({ default: source });
    await copy(host, { from: 'default', to: 'eu' });
    expect(host.config('eu')).toEqual({ ...PERSON, ant: { later: 1 } });
    expect(host.config('default')).toEqual(source);
  });

  it('needs a source and a free name', async () => {
    const host = hostWith({ a: PERSON, b: WORKLOAD });
    await expect(copy(host, { from: 'a', to: 'b' })).rejects.toMatchObject({ code: 'usage' });
    await expect(copy(host, { from: 'c', to: 'd' })).rejects.toMatchObject({
      code: 'no-credential',
    });
    expect(host.config('b')).toEqual(WORKLOAD);
  });
});
