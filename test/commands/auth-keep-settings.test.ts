import { describe, expect, test } from 'vitest';
import { keepSomewhere } from '../../src/commands/auth/keep-somewhere.js';
import { checkPlaces } from '../../src/commands/auth/login-keep.js';
import { planLogin } from '../../src/commands/auth/login-plan.js';
import { run as refresh } from '../../src/commands/auth/refresh.js';
import { run as move } from '../../src/commands/auth/store-move.js';
import { run as create } from '../../src/commands/profile/create.js';
import { run as set } from '../../src/commands/profile/set.js';
import { AntError } from '../../src/errors.js';
import type { Host } from '../../src/host.js';
import { parseProfile } from '../../src/profiles/parse.js';
import type { Backend } from '../../src/store/login.js';
import { BOTH, GRANT as grant, PLAN as plan, signedIn, tokens } from './auth-support.js';
import { configPath, DIR, hostWith, PERSON } from './profile-support.js';

function keep(host: Host, backend: Backend) {
  return keepSomewhere(host, plan, { grant, backend, ordered: false });
}

describe('E63: settings that cannot be written', () => {
  const full = new AntError('file', 'could not write there: the disk is full');
  const failing = (path: string, given: Parameters<typeof hostWith>[1] = {}) => {
    const host = hostWith({}, given);
    let isFull = true;
    const write: Host['files']['write'] = async (at, text, options) => {
      if (isFull && at === path) throw full;
      return host.files.write(at, text, options);
    };
    const mend = () => {
      isFull = false;
    };
    return { machine: { ...host, files: { ...host.files, write } }, host, mend };
  };

  test.each(['split', 'file'] as const)(
    'tokens kept in %s are kept, and one command makes the login whole, without a browser',
    async (backend) => {
      const http = async () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"access_token":"renewed","expires_in":3600}',
      });
      const { machine, host, mend } = failing(configPath('work'), { http });
      await expect(keep(machine, backend)).rejects.toMatchObject({
        code: 'file',
        message: expect.stringMatching(
          /^signed in, and the tokens are kept, but .*the disk is full/,
        ),
        hint: 'put that right, then: ant profile create work',
      });
      mend();
      await create(host, { name: 'work' });
      expect(host.said.join()).toContain('it is signed in');
      expect(host.said.join()).not.toContain('ant auth login');
      await refresh(host, { profile: 'work', force: true });
      expect(host.sent.map(({ body }) => JSON.parse(body ?? ''))).toMatchObject([
        { refresh_token: 'refresh-for-a-test', client_id: 'client' },
      ]);
    },
  );

  test.each<[string, string, Backend, string]>([
    ['the profile of a login in the keychain', configPath('work'), 'keychain', 'auth login'],
    ['which profile is active', `${DIR}/active_config`, 'file', 'profile activate work'],
  ])('%s: the next command is named', async (_story, path, backend, command) => {
    const { machine } = failing(path);
    await expect(keep(machine, backend)).rejects.toMatchObject({
      hint: expect.stringContaining(`ant ${command}`),
    });
    expect(await tokens(machine, backend)).toEqual(BOTH);
  });

  test('on a terminal a person makes room and tries again', async () => {
    const { machine, host, mend } = failing(configPath('work'), {
      terminal: {
        interactive: true,
        readLine: async () => {
          mend();
          return '';
        },
      },
    });
    expect(await keep(machine, 'file')).toEqual({ backend: 'file' });
    expect(host.config('work')).toMatchObject({ ant: { store: 'file' } });
  });

  test('are found out before a browser opens', async () => {
    const { machine } = failing(`${DIR}/configs/.ant-probe`);
    await expect(checkPlaces(machine, plan, 'file')).rejects.toBe(full);
  });

  test('are found out before a browser opens where a link is in their place', async () => {
    const text = JSON.stringify(PERSON);
    const disk = {
      '/dots/work.json': text,
      [configPath('work')]: { kind: 'symlink', target: '/dots/work.json' } as const,
    };
    const host = hostWith({}, { disk });
    const existing = parseProfile({ name: 'work', path: configPath('work'), text });
    const checking = checkPlaces(host, { ...plan, existing }, 'file');
    await expect(checking).rejects.toMatchObject({ code: 'file' });
    const settled = {
      ...PERSON,
      authentication: { ...PERSON.authentication },
      ant: { store: 'file' },
    };
    const same = parseProfile({
      name: 'work',
      path: configPath('work'),
      text: JSON.stringify(settled),
    });
    await checkPlaces(host, { ...plan, existing: same }, 'file');
    expect([...host.disk.keys()].filter((path) => path.includes('.ant-probe'))).toEqual([]);
  });
});

test('settings that were changed while the browser was open stay as they were changed', async () => {
  const host = hostWith({ work: PERSON });
  const settled = await planLogin(host, { profile: 'work' });
  await set(host, { key: 'workspace_id', value: 'wrkspc_2', profile: 'work' });
  await keepSomewhere(host, settled, { grant, backend: 'split', ordered: false });
  expect(host.config('work')).toMatchObject({ workspace_id: 'wrkspc_2', ant: { store: 'split' } });
});

test.each(['locked', 'hung', 'absent'] as const)(
  'E66: signed in to a file because the keychain is %s: what may be left there is said',
  async (state) => {
    const host = await signedIn('split');
    host.vault.state = state;
    const kept = { grant, backend: 'file', ordered: true } as const;
    await keepSomewhere(host, await planLogin(host, { profile: 'work' }), kept);
    const warned = host.said.filter((line) => line.includes('ant auth store move file'));
    expect(warned).toHaveLength(state === 'absent' ? 0 : 1);
    host.vault.state = 'ok';
    await move(host, { backend: 'file' });
    expect(host.vault.items.size).toBe(0);
    expect(await tokens(host, 'file')).toEqual(BOTH);
  },
);

test('scopes that were asked for are those of the next login; the default ones are not noted', async () => {
  const host = hostWith({});
  const asked = await planLogin(host, { profile: 'admin', scope: 'org:admin' });
  await keepSomewhere(host, asked, { grant, backend: 'file', ordered: false });
  const again = await planLogin(host, { profile: 'admin' });
  expect(again.request.scope).toBe('org:admin');
  const first = await planLogin(host, { profile: 'work' });
  await keepSomewhere(host, first, { grant, backend: 'file', ordered: false });
  expect(host.config('work').authentication).not.toHaveProperty('scope');
});
