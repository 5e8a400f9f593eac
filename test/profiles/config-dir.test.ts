import { describe, expect, it } from 'vitest';
import { configDirectory, requireConfigDirectory } from '../../src/profiles/config-dir.js';
import { itemAccount } from '../../src/store/keychain-items.js';

const linux = { platform: 'linux', home: '/home/ada', cwd: '/work', env: {} } as const;
const windows = { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'C:\\work', env: {} } as const;

describe('the configuration directory', () => {
  it.each(['', ' '])('a flag that says %j is a mistake, and not another directory', (flag) => {
    expect(() => configDirectory(linux, flag)).toThrow(
      expect.objectContaining({ code: 'usage', message: '--config-dir is empty' }),
    );
  });

  it.each([
    ['a machine with a home', linux, undefined, '/home/ada/.config/anthropic'],
    [
      'macOS is no exception',
      { ...linux, platform: 'darwin' },
      undefined,
      '/home/ada/.config/anthropic',
    ],
    [
      'XDG_CONFIG_HOME',
      { ...linux, env: { XDG_CONFIG_HOME: '/xdg' } },
      undefined,
      '/xdg/anthropic',
    ],
    [
      'a blank XDG_CONFIG_HOME',
      { ...linux, env: { XDG_CONFIG_HOME: ' ' } },
      undefined,
      '/home/ada/.config/anthropic',
    ],
    [
      'ANTHROPIC_CONFIG_DIR',
      { ...linux, env: { ANTHROPIC_CONFIG_DIR: ' /conf ', XDG_CONFIG_HOME: '/xdg' } },
      undefined,
      '/conf',
    ],
    [
      'an empty ANTHROPIC_CONFIG_DIR',
      { ...linux, env: { ANTHROPIC_CONFIG_DIR: '' } },
      undefined,
      '/home/ada/.config/anthropic',
    ],
    ['the flag', { ...linux, env: { ANTHROPIC_CONFIG_DIR: '/conf' } }, '/flag', '/flag'],
    ['a relative directory', linux, 'conf', '/work/conf'],
    ['a slash at the end', linux, '/conf//', '/conf'],
    ['the root', linux, '/', '/'],
    [
      'a home with a slash',
      { ...linux, home: '/home/ada/' },
      undefined,
      '/home/ada/.config/anthropic',
    ],
    ['the root as home', { ...linux, home: '/' }, undefined, '/.config/anthropic'],
    ['a relative directory in the root', { ...linux, cwd: '/' }, 'conf', '/conf'],
    [
      'XDG_CONFIG_HOME with a slash',
      { ...linux, env: { XDG_CONFIG_HOME: '/xdg//' } },
      undefined,
      '/xdg/anthropic',
    ],
    [
      'APPDATA with a backslash',
      { ...windows, env: { APPDATA: 'C:\\Roam\\' } },
      undefined,
      'C:\\Roam\\Anthropic',
    ],
    [
      'USERPROFILE with either slash',
      { ...windows, env: { USERPROFILE: 'C:\\Users\\ada/\\' } },
      undefined,
      'C:\\Users\\ada\\AppData\\Roaming\\Anthropic',
    ],
    [
      'a profile on a file server',
      { ...windows, env: { APPDATA: '\\\\server\\share\\Roam\\' } },
      undefined,
      '\\\\server\\share\\Roam\\Anthropic',
    ],
    ['a tilde, which no SDK expands', linux, '~/conf', '/work/~/conf'],
    ['no home', { ...linux, home: undefined }, undefined, undefined],
    ['APPDATA', { ...windows, env: { APPDATA: 'C:\\Roam' } }, undefined, 'C:\\Roam\\Anthropic'],
    [
      'USERPROFILE',
      { ...windows, env: { USERPROFILE: 'C:\\Users\\ada' } },
      undefined,
      'C:\\Users\\ada\\AppData\\Roaming\\Anthropic',
    ],
    [
      'XDG_CONFIG_HOME on Windows',
      { ...windows, env: { XDG_CONFIG_HOME: 'C:\\xdg' } },
      undefined,
      undefined,
    ],
    ['a drive', windows, 'D:\\conf\\', 'D:\\conf'],
    ['a relative directory on Windows', windows, 'conf', 'C:\\work\\conf'],
  ] as const)('%s', (_, machine, flag, expected) => {
    expect(configDirectory(machine, flag)).toBe(expected);
  });

  it('a keychain item keeps its name when HOME gains or loses a slash', () => {
    const account = (home: string) => {
      const configDir = configDirectory({ ...linux, home }) ?? '';
      return itemAccount({ configDir, profile: 'default', backend: 'keychain' });
    };
    expect(account('/home/ada')).toBe('default/eotnZSEkpSM2dnJj');
    expect(account('/home/ada/')).toBe(account('/home/ada'));
  });

  it('a machine with no place for it is told which variable to set', () => {
    const nowhere = () => requireConfigDirectory({ ...linux, home: undefined });
    expect(nowhere).toThrow(
      expect.objectContaining({
        code: 'file',
        hint: expect.stringContaining('ANTHROPIC_CONFIG_DIR'),
      }),
    );
  });
});
