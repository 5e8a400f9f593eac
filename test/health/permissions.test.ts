import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { mend, repairsOf } from '../../src/health/mend.js';
import type { FileView } from '../../src/host.js';
import { configPath, credentialsPath, DIR } from '../commands/profile-support.js';
import { fakeHost, NOON } from '../support/host.js';
import { examined, said } from './examined.js';

const CREDENTIALS = credentialsPath('work');
const LOGIN = JSON.stringify({ access_token: 'minted', expires_at: NOON + 7200 });

type Row = readonly [
  story: string,
  path: string,
  found: Partial<FileView> & { readonly target?: string },
  line: RegExp,
  /** Mode after `--fix`; absent where it is left alone. */
  after?: number,
];

const rows: readonly Row[] = [
  [
    'E61: a token that others can read',
    CREDENTIALS,
    { mode: 0o644 },
    /^broken: .*open to other/,
    0o600,
  ],
  [
    'E59: a token under a link',
    CREDENTIALS,
    { kind: 'symlink', target: '/x' },
    /^broken: .*symbolic link/,
  ],
  ['E59: a token under two names', CREDENTIALS, { links: 2 }, /^broken: .*has 2 names/],
  ['E59: a FIFO in its place', CREDENTIALS, { kind: 'other' }, /^broken: .*device, pipe or socket/],
  ['E59: a directory in its place', CREDENTIALS, { kind: 'directory' }, /^broken: .*a directory/],
  [
    'E60: a token of another user',
    CREDENTIALS,
    { owner: 0, mode: 0o644 },
    /^broken: .*another user \(uid 0/,
  ],
  [
    'E59: a token under two names, that others can read',
    CREDENTIALS,
    { links: 2, mode: 0o644 },
    /^broken: .*open to other/,
  ],
  [
    'a cache of Claude Code that others can read',
    `${DIR}/credentials/federation/ab.json`,
    { mode: 0o640 },
    /^broken: /,
    0o600,
  ],
  [
    'a token of an exchange that others can read',
    `${DIR}/credentials/federation-ant/ab.json`,
    { mode: 0o640 },
    /^broken: /,
    0o600,
  ],
  [
    'an unreadable login that was set aside, open to others',
    `${CREDENTIALS}.corrupt-1`,
    { mode: 0o644 },
    /^broken: /,
    0o600,
  ],
  [
    'a profile that everybody may change',
    configPath('work'),
    { mode: 0o666 },
    /^warning: other users may change/,
    0o644,
  ],
  [
    'a profile that the group may change',
    configPath('work'),
    { mode: 0o664 },
    /^note: other users may change/,
    0o644,
  ],
  [
    'a profile of another user',
    configPath('work'),
    { mode: 0o644, owner: 7 },
    /^warning: .*another user/,
  ],
  [
    'a directory of tokens that others can list',
    `${DIR}/credentials`,
    { kind: 'directory', mode: 0o755 },
    /^note: .*wider/,
    0o700,
  ],
  [
    'a directory of tokens that the group may change',
    `${DIR}/credentials`,
    { kind: 'directory', mode: 0o770 },
    /^warning: .*wider/,
    0o700,
  ],
  [
    'E59: a directory of tokens that everybody may change',
    `${DIR}/credentials`,
    { kind: 'directory', mode: 0o777 },
    /^broken: everyone may put files/,
    0o700,
  ],
  [
    'a configuration directory that everybody may change',
    DIR,
    { kind: 'directory', mode: 0o777 },
    /^broken: everyone may put files/,
    0o755,
  ],
  [
    'a shared directory that was made sticky on purpose',
    DIR,
    { kind: 'directory', mode: 0o1777 },
    /^note: /,
  ],
  [
    'a configuration directory of another user',
    DIR,
    { kind: 'directory', mode: 0o755, owner: 7 },
    /^broken: .*another user/,
  ],
];

describe('modes, owners and kinds', () => {
  test.each(rows.map(([story, ...row]) => [story, row] as const))('%s', async (_story, row) => {
    const [path, found, line, after] = row;
    const host = fakeHost({ disk: { [path]: { text: LOGIN, ...found } } });
    const mode = host.disk.get(path)?.mode;
    const lines = await examined(host);
    expect(said(lines, 'permissions')).toEqual([expect.stringMatching(line)]);
    await mend(host, repairsOf(lines));
    expect(host.disk.get(path)?.mode).toBe(after ?? mode);
    const again = said(await examined(host), 'permissions');
    if (after === undefined) expect(again).toEqual([expect.stringMatching(line)]);
    else expect(again).toEqual([expect.stringMatching(/^ok: /)]);
  });

  test('a profile behind a link is looked at where it leads, and left alone', async () => {
    const host = fakeHost({
      disk: {
        [configPath('work')]: { kind: 'symlink', target: '/home/ada/dotfiles/work.json' },
        '/home/ada/dotfiles/work.json': { mode: 0o666, text: '{}' },
      },
    });
    const lines = await examined(host);
    expect(said(lines, 'permissions')).toEqual([expect.stringMatching(/^warning: other users/)]);
    expect(repairsOf(lines)).toEqual([]);
  });

  test('a directory that cannot be listed says so, the rest is looked at, and it is exit code 6', async () => {
    const disk = { [configPath('work')]: { mode: 0o664, text: '{}' } };
    const host = fakeHost({ disk });
    const list: typeof host.files.list = async (directory) => {
      if (directory.endsWith('/credentials'))
        throw new AntError('file', `could not list ${directory}`);
      return host.files.list(directory);
    };
    const lines = await examined({ ...host, files: { ...host.files, list } });
    expect(said(lines, 'permissions')).toEqual([
      `skipped: could not list ${DIR}/credentials`,
      expect.stringMatching(/^note: other users may change/),
    ]);
  });
});
