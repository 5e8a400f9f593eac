import { describe, expect, it } from 'vitest';
import { catchUp, chain, dropBefore, readHead, START } from '../../src/events/chain.js';
import { type FoundHead, findBreak } from '../../src/events/verify.js';

const EVENTS = ['login', 'print', 'refresh', 'print', 'exec', 'logout'].map((event) => ({ event }));
const WRITTEN = chain(START, EVENTS);

function check(head: FoundHead, lines: readonly string[]) {
  return findBreak(
    head,
    lines.map((text, index) => ({ file: 'events.jsonl', number: index + 1, text })),
  );
}

const without = (index: number) => WRITTEN.lines.toSpliced(index, 1);
const each = WRITTEN.lines.map((_, index) => index);

describe('a record of what was done', () => {
  it('is intact as it was written, and when there is none', () => {
    expect(check(WRITTEN.head, WRITTEN.lines)).toBeUndefined();
    expect(check(undefined, [])).toBeUndefined();
    expect(check(START, [])).toBeUndefined();
  });

  it('goes on over several writes as over one', () => {
    const first = chain(START, EVENTS.slice(0, 2));
    const rest = chain(first.head, EVENTS.slice(2));
    expect([...first.lines, ...rest.lines]).toEqual(WRITTEN.lines);
    expect(rest.head).toEqual(WRITTEN.head);
  });

  it.each(each)('E85: shows when line %i (from 0) was edited, and names it', (index) => {
    const edited = WRITTEN.lines.map((line, at) =>
      at === index ? line.replace(/"event":"\w+"/, '"event":"nothing"') : line,
    );
    expect(check(WRITTEN.head, edited)).toMatchObject({ number: index + 1 });
  });

  it.each(each)('E85: shows when line %i (from 0) was deleted, and names the event', (index) => {
    const found = check(WRITTEN.head, without(index));
    expect(found?.because).toMatch(new RegExp(`event ${index + 1}\\b`));
  });

  it.each(each.slice(1))('E85: shows when line %i (from 0) was moved up', (index) => {
    const line = WRITTEN.lines[index] ?? '';
    expect(check(WRITTEN.head, without(index).toSpliced(index - 1, 0, line))).toMatchObject({
      number: index,
    });
  });

  it.each(each)('E85: shows when the end was cut off before line %i (from 0)', (index) => {
    const found = check(WRITTEN.head, WRITTEN.lines.slice(0, index));
    expect(found?.because).toBe(
      `the end is missing, from event ${index + 1} to event ${EVENTS.length}`,
    );
  });

  it('E85: shows a repeated line, a foreign line, and an edited line with its number taken over', () => {
    const [first = '', second = ''] = WRITTEN.lines;
    expect(check(WRITTEN.head, [first, first, ...without(0)])).toMatchObject({ number: 2 });
    expect(check(WRITTEN.head, WRITTEN.lines.with(3, 'rubbish'))).toMatchObject({
      number: 4,
      because: 'this line is not an event',
    });
    expect(check(WRITTEN.head, WRITTEN.lines.with(0, second))).toMatchObject({ number: 1 });
  });

  it('E85: shows when the head was removed or spoilt, or belongs to another log', () => {
    expect(check(undefined, WRITTEN.lines)).toMatchObject({ file: 'head.json' });
    expect(check('unreadable', WRITTEN.lines)).toMatchObject({ file: 'head.json' });
    expect(check({ ...WRITTEN.head, before: 'x' }, WRITTEN.lines)).toMatchObject({ number: 1 });
    expect(check({ ...WRITTEN.head, hash: 'x' }, WRITTEN.lines)).toMatchObject({ number: 6 });
  });

  it('E85: once tampered with, it stays so, whatever is written after', () => {
    const cut = WRITTEN.lines.slice(0, 4);
    const later = chain(catchUp(WRITTEN.head, cut), [{ event: 'print' }]);
    expect(check(later.head, [...cut, ...later.lines])).toMatchObject({ number: 5 });
    const headless = chain(START, [{ event: 'print' }]);
    expect(check(headless.head, [...WRITTEN.lines, ...headless.lines])).toBeDefined();
  });
});

describe('a writer that died', () => {
  it('between its lines and the head leaves an intact log, which the next one continues', () => {
    const { head } = chain(START, EVENTS.slice(0, 4));
    expect(check(head, WRITTEN.lines)).toBeUndefined();
    expect(catchUp(head, WRITTEN.lines)).toEqual(WRITTEN.head);
    expect(catchUp(WRITTEN.head, WRITTEN.lines)).toEqual(WRITTEN.head);
  });

  it('is not impersonated: lines that do not continue the chain are not taken up', () => {
    const { head } = chain(START, EVENTS.slice(0, 4));
    const foreign = chain({ ...head, hash: 'x' }, [{ event: 'print' }]);
    expect(catchUp(head, [...WRITTEN.lines.slice(0, 4), ...foreign.lines])).toEqual(head);
  });

  it('while it dropped old events leaves some more than the head speaks of', () => {
    const head = dropBefore(WRITTEN.head, WRITTEN.lines.slice(3));
    expect(head).toMatchObject({ first: 4, last: 6 });
    expect(check(head, WRITTEN.lines.slice(3))).toBeUndefined();
    expect(check(head, WRITTEN.lines)).toBeUndefined();
    expect(check(head, WRITTEN.lines.slice(4))?.because).toBe('event 4 should stand here');
  });
});

it.each(['', 'null', '{}', '{"first":1,"last":2,"before":"","hash":3}'])(
  'a head is not read from %j',
  (text) => {
    expect(readHead(text)).toBeUndefined();
  },
);
