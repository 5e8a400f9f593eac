import { describe, expect, it } from 'vitest';
import { run as get } from '../../src/commands/profile/get.js';
import { run as list } from '../../src/commands/profile/list.js';
import { run as path } from '../../src/commands/profile/path.js';
import { run as show } from '../../src/commands/profile/show.js';
import { configPath, DIR, hostWith, ORG, PERSON, WORKLOAD } from './profile-support.js';

const active = { disk: { [`${DIR}/active_config`]: 'work\n' } };

describe('profile list', () => {
  it('marks the active one with "* ", as the official command does', async () => {
    const answer = await list(hostWith({ work: PERSON, ci: WORKLOAD }, active), {});
    expect(answer.text()).toBe('  ci\n* work\n');
    expect(answer.value).toMatchObject({
      schema_version: 1,
      active: 'work',
      profiles: [
        {
          name: 'ci',
          type: 'oidc_federation',
          active: false,
          path: configPath('ci'),
          problem: null,
        },
        { name: 'work', type: 'user_oauth', active: true },
      ],
    });
  });

  it('a broken file does not hide the others, and is named', async () => {
    const host = hostWith({ work: PERSON, broken: '{' }, active);
    const answer = await list(host, {});
    expect(answer.text()).toBe('  broken\n* work\n');
    expect(host.said.join('\n')).toContain(configPath('broken'));
  });

  it('a broken active_config does not hide the profiles', async () => {
    const host = hostWith({ work: PERSON }, { disk: { [`${DIR}/active_config`]: '../x' } });
    expect((await list(host, {})).text()).toBe('  work\n');
  });

  it('with no profiles says how to make one, on stderr', async () => {
    const host = hostWith({});
    expect((await list(host, {})).text()).toBe('');
    expect(host.said.join()).toContain('ant auth login');
  });
});

describe('profile show', () => {
  it('says where each setting comes from', async () => {
    const env = { ANTHROPIC_WORKSPACE_ID: 'wrkspc_env', ANTHROPIC_BASE_URL: 'https://env.example' };
    const host = hostWith({ ci: { ...WORKLOAD, base_url: 'https://own.example' } }, { env });
    const answer = await show(host, { name: 'ci' });
    const lines = answer.text().split('\n');
    const line = (key: string) => lines.find((each) => each.startsWith(`  ${key} `));
    expect(lines[0]).toBe('ci');
    expect(line('organization_id')).toMatch(new RegExp(`${ORG}$`));
    expect(line('workspace_id')).toMatch(/wrkspc_env {2}\(from ANTHROPIC_WORKSPACE_ID\)$/);
    expect(line('api_base_url')).toMatch(/https:\/\/env.example {2}\(from ANTHROPIC_BASE_URL\)$/);
    expect(line('token_base_url')).toMatch(/https:\/\/own.example$/);
    expect(line('file')).toContain(configPath('ci'));
    expect(answer.value).toMatchObject({
      name: 'ci',
      active: false,
      settings: {
        organization_id: { value: ORG, origin: 'profile' },
        identity_token_file: null,
        api_base_url: { value: 'https://env.example', origin: 'ANTHROPIC_BASE_URL' },
      },
    });
  });

  it('without a name shows the profile in use', async () => {
    const host = hostWith({ work: PERSON, ci: WORKLOAD }, active);
    expect((await show(host, { name: undefined })).text()).toMatch(/^work \(active\)\n/);
    expect((await show(host, { name: undefined, profile: 'ci' })).text()).toMatch(/^ci\n/);
  });

  it('a hostile value reaches the terminal without its escapes', async () => {
    const host = hostWith({ ci: { ...WORKLOAD, workspace_id: 'x\u001b]0;owned\u0007' } });
    expect((await show(host, { name: 'ci' })).text()).not.toContain('\u001b');
  });

  it('a missing profile exits 3 and suggests the nearest', async () => {
    await expect(show(hostWith({ prod: PERSON }), { name: 'prd' })).rejects.toMatchObject({
      code: 'no-credential',
      hint: expect.stringContaining('"prod"'),
    });
  });
});

describe('profile get', () => {
  it('prints what the file says, not what the environment would fill in', async () => {
    const host = hostWith({ default: WORKLOAD }, { env: { ANTHROPIC_WORKSPACE_ID: 'wrkspc_env' } });
    const answer = await get(host, { key: 'workspace_id' });
    expect(answer.text()).toBe('\n');
    expect(answer.value).toEqual({
      schema_version: 1,
      profile: 'default',
      key: 'workspace_id',
      value: null,
    });
    expect((await get(host, { key: 'federation_rule_id' })).text()).toBe('fdrl_1\n');
  });

  it('prints the authentication object, or the whole file, as JSON', async () => {
    const host = hostWith({ default: PERSON });
    const authentication = await get(host, { key: 'authentication' });
    expect(JSON.parse(authentication.text())).toEqual(PERSON.authentication);
    const all = await get(host, { key: undefined });
    expect(JSON.parse(all.text())).toEqual(PERSON);
    expect(all.value).toEqual(PERSON);
  });
});

describe('profile path', () => {
  it('names the file, whether it exists or not', async () => {
    const host = hostWith({ work: PERSON });
    expect((await path(host, { name: 'work' })).text()).toBe(`${configPath('work')}\n`);
    expect((await path(host, { name: 'new' })).value).toMatchObject({ exists: false });
    expect((await path(host, { name: 'work' })).value).toMatchObject({ exists: true });
  });

  it.each(['../x', 'a/b', 'a\0b', 'x'.repeat(300)])('E65: %j is refused', async (name) => {
    await expect(path(hostWith({}), { name })).rejects.toMatchObject({ code: 'usage' });
  });
});
