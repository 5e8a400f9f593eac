import { describe, expect, it } from 'vitest';
import {
  afterEvent,
  afterKey,
  countdown,
  type Key,
  linked,
  masked,
  START,
} from '../../src/tui/login-model.js';

const NONE: Key = {
  ctrl: false,
  meta: false,
  tab: false,
  return: false,
  backspace: false,
  delete: false,
};
const key = (pressed: Partial<Key>): Key => ({ ...NONE, ...pressed });

describe('typing and pasting', () => {
  it.each([
    ['a letter is added', 'ab', 'c', NONE, { typed: 'abc', lines: [] }],
    ['a paste comes at once', '', 'code#state', NONE, { typed: 'code#state', lines: [] }],
    ['enter completes the line', 'code', '', key({ return: true }), { typed: '', lines: ['code'] }],
    ['a paste with its line end is complete', '', 'code\r', NONE, { typed: '', lines: ['code'] }],
    [
      'a wrapped paste is several lines',
      'x',
      'a\r\nb\nc',
      NONE,
      { typed: 'c', lines: ['xa', 'b'] },
    ],
    ['backspace takes the last', 'ab', '', key({ backspace: true }), { typed: 'a', lines: [] }],
    [
      'delete does too: it is what many terminals send',
      'ab',
      '',
      key({ delete: true }),
      { typed: 'a', lines: [] },
    ],
    [
      'an arrow or another escape adds nothing',
      'ab',
      '[A',
      key({ meta: true }),
      { typed: 'ab', lines: [] },
    ],
    ['tab adds nothing', 'ab', '\t', key({ tab: true }), { typed: 'ab', lines: [] }],
    ['Ctrl-U clears', 'ab', 'u', key({ ctrl: true }), { typed: '', lines: [] }],
    ['Ctrl-K adds nothing', 'ab', 'k', key({ ctrl: true }), { typed: 'ab', lines: [] }],
    [
      'Ctrl-D ends the input',
      'ab',
      'd',
      key({ ctrl: true }),
      { typed: 'ab', lines: [], wants: 'end' },
    ],
    [
      'Ctrl-C gives up',
      'ab',
      'c',
      key({ ctrl: true }),
      { typed: 'ab', lines: [], wants: 'interrupt' },
    ],
  ])('%s', (_, typed, input, pressed, expected) => {
    expect(afterKey(typed, input, pressed)).toEqual(expected);
  });

  it('what was pasted is counted and never shown', () => {
    expect(masked('')).toBe('');
    expect(masked('abc')).toBe('*** (3 characters)');
    expect(masked('a')).toBe('* (1 character)');
    expect(masked('x'.repeat(5000))).toBe(`${'*'.repeat(20)} (5000 characters)`);
  });
});

describe('the events of a login', () => {
  it('steps and notes are printed and change nothing else', () => {
    expect(afterEvent(START, { kind: 'open', url: 'https://x', opened: true })).toBeUndefined();
    expect(afterEvent(START, { kind: 'forward', url: 'https://x', port: 1 })).toBeUndefined();
    expect(afterEvent(START, { kind: 'manual', url: 'https://x' })).toBeUndefined();
    expect(afterEvent(START, { kind: 'note', text: 'x' })).toBeUndefined();
  });

  it('the others change what moves', () => {
    expect(afterEvent(START, { kind: 'waiting', port: 1, until: 9 })).toMatchObject({ until: 9 });
    expect(afterEvent(START, { kind: 'rejected-paste', because: 'x' })).toMatchObject({
      complaint: 'x',
    });
    expect(afterEvent(START, { kind: 'exchanging' })).toMatchObject({ phase: 'exchanging' });
    expect(afterEvent(START, { kind: 'done' })).toMatchObject({ phase: 'done' });
  });
});

it.each([
  [300, 0, '5:00'],
  [65, 0, '1:05'],
  [65, 65, '0:00'],
  [65, 900, '0:00'],
])('until %i, at %i, there are %s left', (until, now, left) => {
  expect(countdown(until, now)).toBe(left);
});

describe('a line', () => {
  it('that is a URL is a link and the same text', () => {
    const url = `https://platform.claude.com/oauth/authorize?state=${'x'.repeat(300)}`;
    expect(linked(url)).toBe(`\u001b]8;;${url}\u001b\\${url}\u001b]8;;\u001b\\`);
  });

  it.each([
    'open https://x',
    'https://x y',
    'ssh -L 1:localhost:1 HOST',
    'https://x\u0007',
    'https://x\u202e',
  ])('like %j is left as it is', (line) => expect(linked(line)).toBe(line));
});
