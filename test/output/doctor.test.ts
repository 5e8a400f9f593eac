import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/health/check.js';
import { doctorValue, renderDoctor } from '../../src/output/doctor.js';

const fine: Line = { id: 'clock', group: 'network', title: 'clock', state: 'ok', because: 'right' };
const locked: Line = {
  id: 'permissions',
  group: 'files',
  title: 'files',
  state: 'broken',
  because: '/x is open to other users',
  fix: { command: 'chmod 600 /x', repair: { kind: 'mode', path: '/x', mode: 0o600 } },
};
const shadowed: Line = {
  id: 'credential',
  group: 'credential',
  title: 'credential',
  state: 'warning',
  because: 'the key wins',
  fix: { words: 'unset it' },
};

describe('ant doctor, as text', () => {
  test('a heading a group, a line a finding, a second one to mend it, and what to do next', () => {
    expect(renderDoctor({ lines: [shadowed, locked, fine], mended: [] })).toBe(
      [
        'credential',
        '  warning  credential  the key wins',
        '                       fix: unset it',
        '',
        'files',
        '  broken   files       /x is open to other users',
        '                       fix: chmod 600 /x  (ant doctor --fix does it)',
        '',
        'network',
        '  ok       clock       right',
        '',
        '1 broken, 1 warning, 1 ok; next: ant doctor --fix',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [[fine, shadowed], '1 warning, 1 ok; next: unset it'],
    [[fine], '1 ok; next: ant whoami'],
    [[shadowed, shadowed, fine, fine], '2 warnings, 2 ok; next: unset it'],
  ])('the last line names the worst thing first, and else what to look at', (lines, last) => {
    expect(renderDoctor({ lines, mended: [] }).trimEnd().split('\n').at(-1)).toBe(last);
  });

  test('what was mended, and what could not be, stands above', () => {
    const mended = [{ did: 'set the mode of /x to 0600' }, { failed: 'could not remove /y' }];
    expect(
      renderDoctor({ lines: [fine], mended })
        .split('\n')
        .slice(0, 3),
    ).toEqual(['mended: set the mode of /x to 0600', 'not mended: could not remove /y', '']);
  });
});

test('ant doctor, as JSON', () => {
  const skipped: Line = { ...fine, state: 'skipped', because: 'no answer', failed: 'network' };
  const lines = [locked, shadowed, skipped];
  expect(doctorValue({ lines, mended: [{ did: 'x' }, { failed: 'y' }] })).toEqual({
    schema_version: 1,
    mended: [
      { done: true, what: 'x' },
      { done: false, what: 'y' },
    ],
    checks: [
      {
        id: 'permissions',
        group: 'files',
        title: 'files',
        state: 'broken',
        because: '/x is open to other users',
        fix: { command: 'chmod 600 /x', safe: true },
      },
      expect.objectContaining({ state: 'warning', fix: { words: 'unset it', safe: false } }),
      {
        id: 'clock',
        group: 'network',
        title: 'clock',
        state: 'skipped',
        because: 'no answer',
        could_not_ask: 'network',
      },
    ],
    summary: { broken: 1, warning: 1, note: 0, skipped: 1, ok: 0 },
  });
});
