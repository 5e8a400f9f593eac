import { describe, expect, test } from 'vitest';
import type { FileView } from '../../src/host.js';
import { directoryProblem, fileProblem, replaceProblem } from '../../src/store/file-safety.js';

const view: FileView = { kind: 'file', mode: 0o600, owner: 1000, links: 1, text: '' };
const place = { path: '/c/work.json', user: 1000, platform: 'linux' } as const;

describe('a file that secrets are read from', () => {
  test('a private file of one’s own is fine', () => {
    expect(fileProblem(view, place)).toBeUndefined();
    expect(fileProblem({ ...view, mode: 0o400 }, place)).toBeUndefined();
  });

  test.each([
    ['a symbolic link', { kind: 'symlink' }, /symbolic link/, /move it away/],
    ['a directory', { kind: 'directory' }, /a directory/, /move it away/],
    ['a FIFO or device', { kind: 'other' }, /device, pipe or socket/, /move it away/],
    ['hard links', { links: 2 }, /2 names/, /remove the other names/],
    [
      'a foreign owner',
      { owner: 0 },
      /another user \(uid 0, and you are 1000\)/,
      /sudo chown 1000 \/c/,
    ],
    ['mode 0644 (E61)', { mode: 0o644 }, /mode 0644/, /chmod 600 \/c\/work\.json/],
    ['group read', { mode: 0o640 }, /mode 0640/, /chmod 600/],
    ['group write', { mode: 0o620 }, /mode 0620/, /chmod 600/],
    ['world write', { mode: 0o602 }, /mode 0602/, /chmod 600/],
  ] as const)('E59: %s is refused', (_, change, message, hint) => {
    const problem = fileProblem({ ...view, ...change }, place);
    expect(problem?.message).toMatch(message);
    expect(problem?.hint).toMatch(hint);
  });

  test('E60: root does not use a person’s file, and is told how to', () => {
    const problem = fileProblem(view, { ...place, user: 0 });
    expect(problem?.hint).toBe('run ant as that user, without sudo');
  });

  test('on Windows only the kind counts', () => {
    const windows = { ...place, platform: 'win32' } as const;
    expect(fileProblem({ ...view, mode: 0o666, owner: 7 }, windows)).toBeUndefined();
    expect(fileProblem({ ...view, kind: 'symlink' }, windows)).toBeDefined();
  });

  test('a path with blanks and escapes is printed safely and can be pasted', () => {
    const path = "/c/it's\u001b[2J/a b.json";
    const problem = fileProblem({ ...view, mode: 0o644 }, { ...place, path });
    expect(problem?.message).not.toContain('\u001b');
    expect(problem?.hint).toBe("run: chmod 600 '/c/it'\\''s?[2J/a b.json'");
  });
});

describe('a file that is replaced', () => {
  test('E61: others’ eyes and other names no longer matter', () => {
    expect(replaceProblem({ ...view, mode: 0o644, links: 2 }, place)).toBeUndefined();
  });

  test.each([{ kind: 'symlink' }, { kind: 'directory' }, { kind: 'other' }, { owner: 0 }] as const)(
    'E59: %o is refused',
    (change) => {
      expect(replaceProblem({ ...view, ...change }, place)).toBeDefined();
    },
  );
});

describe('the directory around it', () => {
  const directory: FileView = { ...view, kind: 'directory', mode: 0o700 };
  const at = { ...place, path: '/c' };

  test.each([
    ['private', { mode: 0o700 }],
    ['readable', { mode: 0o755 }],
    ['of a group', { mode: 0o775 }],
    ['root’s', { owner: 0, mode: 0o755 }],
    ['sticky, as /tmp', { owner: 0, mode: 0o1777 }],
  ])('%s is fine', (_, change) => {
    expect(directoryProblem({ ...directory, ...change }, at)).toBeUndefined();
  });

  test('E59: one that everyone writes to is refused', () => {
    const problem = directoryProblem({ ...directory, mode: 0o777 }, at);
    expect(problem?.message).toContain('(mode 0777)');
    expect(problem?.hint).toBe('run: chmod o-w /c');
  });

  test('E59: another user’s is refused', () => {
    expect(directoryProblem({ ...directory, owner: 1001 }, at)?.message).toContain('uid 1001');
  });

  test('on Windows nothing is refused', () => {
    const windows = { ...at, platform: 'win32' } as const;
    expect(directoryProblem({ ...directory, mode: 0o777, owner: 1001 }, windows)).toBeUndefined();
  });
});
