import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realFiles } from '../../src/node/files.js';
import { chooseProfile } from '../../src/profiles/chosen.js';
import { draftProfile, withSetting } from '../../src/profiles/edit.js';
import {
  listProfiles,
  profilePath,
  readActive,
  readProfile,
  removeProfile,
  requireProfile,
  saveProfile,
  writeActive,
} from '../../src/profiles/files.js';
import { tempDir } from '../support/temp.js';

const host = { files: realFiles({}), platform: 'linux', env: {} } as const;
const PERSON = '{"authentication":{"type":"user_oauth"},"later":1}';

function put(dir: string, path: string, text: string): string {
  const file = join(dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('profiles on disk', () => {
  it('what is saved is read back, in the modes the SDKs use whatever the umask', async () => {
    const dir = join(tempDir(), 'anthropic');
    const path = profilePath(host, dir, 'work');
    const before = process.umask(0o077);
    await saveProfile(host, {
      path,
      raw: draftProfile('user_oauth', { workspace_id: 'wrkspc_1' }),
    });
    process.umask(before);
    expect(await readProfile(host, dir, 'work')).toMatchObject({
      name: 'work',
      path,
      workspaceId: 'wrkspc_1',
    });
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(statSync(dir).mode & 0o777).toBe(0o755);
    expect(readFileSync(path, 'utf8')).toContain('\n  "workspace_id": "wrkspc_1"');
  });

  it('E60: with umask 000 nobody else can write what is saved', async () => {
    const dir = join(tempDir(), 'anthropic');
    const before = process.umask(0);
    await writeActive(host, dir, 'work');
    process.umask(before);
    expect(statSync(join(dir, 'active_config')).mode & 0o777).toBe(0o644);
    expect(statSync(dir).mode & 0o777).toBe(0o755);
  });

  it('E64: unknown keys survive a read, an edit and a write', async () => {
    const dir = tempDir();
    put(dir, 'configs/work.json', PERSON);
    const { path, raw } = await requireProfile(host, dir, 'work');
    await saveProfile(host, { path, raw: withSetting(raw, 'scope', 'org:admin') });
    expect((await readProfile(host, dir, 'work'))?.raw).toEqual({
      authentication: { type: 'user_oauth', scope: 'org:admin' },
      later: 1,
    });
  });

  it('a profile that is a link into a dotfiles repository is read, and not replaced', async () => {
    const dir = tempDir();
    const target = put(dir, 'dotfiles/work.json', PERSON);
    mkdirSync(join(dir, 'configs'));
    symlinkSync(target, join(dir, 'configs', 'work.json'));
    const { path, raw } = await requireProfile(host, dir, 'work');
    await expect(saveProfile(host, { path, raw })).rejects.toMatchObject({ code: 'file' });
    expect(readFileSync(target, 'utf8')).toBe(PERSON);
  });

  it('a directory in a profile’s place is named', async () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'configs', 'work.json'), { recursive: true });
    await expect(readProfile(host, dir, 'work')).rejects.toMatchObject({
      code: 'file',
      message: `${join(dir, 'configs', 'work.json')} is not a regular file`,
    });
  });

  it.runIf(process.getuid?.() !== 0)(
    'a profile that may not be read is broken, not absent',
    async () => {
      const dir = tempDir();
      chmodSync(put(dir, 'configs/work.json', PERSON), 0);
      await expect(readProfile(host, dir, 'work')).rejects.toMatchObject({ code: 'file' });
    },
  );

  it('E65: a name that leaves the directory is refused before any file is opened', async () => {
    const dir = tempDir();
    put(dir, 'secret.json', PERSON);
    for (const name of ['../secret', '/etc/passwd', '..', 'a\0b']) {
      await expect(readProfile(host, dir, name)).rejects.toMatchObject({ code: 'usage' });
      await expect(removeProfile(host, dir, name)).rejects.toMatchObject({ code: 'usage' });
      await expect(writeActive(host, dir, name)).rejects.toMatchObject({ code: 'usage' });
    }
    expect(existsSync(join(dir, 'secret.json'))).toBe(true);
  });

  it('E65: names that differ only in case are two profiles where the file system says so', async () => {
    const dir = tempDir();
    put(dir, 'configs/Work.json', PERSON);
    put(dir, 'configs/work.json', PERSON);
    expect(await listProfiles(host, dir)).toEqual(['Work', 'work']);
  });

  it('E65: where the file system takes them for the same, only the one that is there can be named', async () => {
    const dir = tempDir();
    put(dir, 'configs/work.json', PERSON);
    const { read } = host.files;
    const folding: typeof read = (path, options) =>
      read(path.replace('Work.json', 'work.json'), options);
    const mac = { files: { ...host.files, read: folding }, platform: 'darwin' } as const;
    expect(await readProfile(mac, dir, 'work')).toBeDefined();
    await expect(readProfile(mac, dir, 'Work')).rejects.toMatchObject({
      code: 'usage',
      hint: 'name it as it is: work',
    });
  });

  it('listing looks at names only and skips what is no profile', async () => {
    const dir = tempDir();
    for (const name of ['b.json', 'a.json', 'notes.txt', '.json', '...json', 'a b.json']) {
      put(dir, `configs/${name}`, 'not even JSON');
    }
    expect(await listProfiles(host, dir)).toEqual(['a', 'b']);
    expect(await listProfiles(host, tempDir())).toEqual([]);
  });

  it('a missing profile is an error that suggests the nearest one', async () => {
    const dir = tempDir();
    await expect(requireProfile(host, dir, 'prd')).rejects.toMatchObject({
      code: 'no-credential',
      hint: expect.stringContaining('ant auth login'),
    });
    put(dir, 'configs/prod.json', PERSON);
    await expect(requireProfile(host, dir, 'prd')).rejects.toMatchObject({
      code: 'no-credential',
      message: 'there is no profile "prd"',
      hint: expect.stringContaining('"prod"'),
    });
  });

  it('a removed profile is no longer the active one', async () => {
    const dir = tempDir();
    put(dir, 'configs/work.json', PERSON);
    await writeActive(host, dir, 'work');
    expect(await removeProfile(host, dir, 'other')).toBe(false);
    expect(await readActive(host, dir)).toEqual({ name: 'work', from: 'active_config' });
    expect(await removeProfile(host, dir, 'work')).toBe(true);
    expect(await readActive(host, dir)).toEqual({ name: 'default', from: 'default' });
  });
});

describe('active_config', () => {
  it.each([
    ['work\n', { name: 'work', from: 'active_config' }],
    ['\ufeff work \r\n', { name: 'work', from: 'active_config' }],
    ['default', { name: 'default', from: 'active_config' }],
    ['', { name: 'default', from: 'default' }],
    [' \n', { name: 'default', from: 'default' }],
  ])('that holds %j means %j', async (text, expected) => {
    const dir = tempDir();
    put(dir, 'active_config', text);
    expect(await readActive(host, dir)).toEqual(expected);
  });

  it.each(['work\nhome\n', '../work', '/etc/passwd', '..'])(
    'that holds %j is an error',
    async (text) => {
      const dir = tempDir();
      put(dir, 'active_config', text);
      await expect(readActive(host, dir)).rejects.toMatchObject({ code: 'file' });
    },
  );
});

describe('the profile that is meant', () => {
  it.each([
    ['flag', 'variable', { name: 'flag', from: '--profile' }],
    [undefined, ' variable ', { name: 'variable', from: 'ANTHROPIC_PROFILE' }],
    [undefined, ' ', { name: 'work', from: 'active_config' }],
    [undefined, undefined, { name: 'work', from: 'active_config' }],
  ])('with --profile %s and ANTHROPIC_PROFILE %s is %j', async (flag, variable, expected) => {
    const dir = tempDir();
    await writeActive(host, dir, 'work');
    const env = { ANTHROPIC_PROFILE: variable };
    expect(await chooseProfile({ ...host, env }, dir, flag)).toEqual(expected);
  });

  it('E65: a name that cannot be one is refused with where it came from', async () => {
    const env = { ANTHROPIC_PROFILE: '../x' };
    await expect(chooseProfile({ ...host, env }, tempDir(), undefined)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('ANTHROPIC_PROFILE'),
    });
    await expect(chooseProfile(host, tempDir(), '')).rejects.toMatchObject({ code: 'usage' });
  });
});
