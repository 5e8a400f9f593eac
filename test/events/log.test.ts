import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chain, START } from '../../src/events/chain.js';
import type { Event } from '../../src/events/event.js';
import { chainPending, leaveEvent, readLog } from '../../src/events/log.js';
import { logPlace } from '../../src/events/place.js';
import { findBreak } from '../../src/events/verify.js';
import type { Files } from '../../src/host.js';
import { realFiles } from '../../src/node/files.js';
import { realLocks } from '../../src/node/lock-files.js';
import { tempDir } from '../support/temp.js';

const files = realFiles({});
const machine = { files, locks: realLocks };

function event(id: string, more: Partial<Event> = {}): Event {
  return { id, time: 1, event: 'print', outcome: 'ok', by: { pid: 1 }, ...more };
}

async function look(place: ReturnType<typeof logPlace>) {
  const { head, lines } = await readLog(machine, place);
  const ids = lines.map(({ text }) => JSON.parse(text).id);
  return { ids, broken: findBreak(head, lines) };
}

async function written(...ids: readonly string[]) {
  const place = logPlace(tempDir());
  for (const id of ids) await leaveEvent(machine, place, event(id));
  await chainPending(machine, place);
  return place;
}

describe('events on a disk', () => {
  it('wait, each in a private file of its own, and are then chained and gone from there', async () => {
    const place = logPlace(tempDir());
    await leaveEvent(machine, place, event('1-1-a'));
    expect(statSync(place.pending).mode & 0o777).toBe(0o700);
    expect(statSync(join(place.pending, '1-1-a.json')).mode & 0o777).toBe(0o600);
    await chainPending(machine, place);
    expect(readdirSync(place.pending)).toEqual([]);
    expect(statSync(place.current).mode & 0o777).toBe(0o600);
    expect(statSync(place.head).mode & 0o777).toBe(0o600);
    expect(await look(place)).toEqual({ ids: ['1-1-a'], broken: undefined });
  });

  it('say only what they are: seq first, prev last, names cut short, nothing unknown as a key', async () => {
    const place = logPlace(tempDir());
    const profile = `a\u001b[31m${'x'.repeat(500)}`;
    await leaveEvent(
      machine,
      place,
      event('1-1-a', { profile, organizationId: 'org', how: 'cached' }),
    );
    await chainPending(machine, place);
    const line = JSON.parse(readFileSync(place.current, 'utf8'));
    expect(Object.keys(line)).toEqual(
      'seq id time event profile outcome how organization_id by prev'.split(' '),
    );
    expect(line.profile).toMatch(/^a\?\[31mx{73}…$/);
  });

  it('that are nobody’s (half written, empty, not JSON) are passed over', async () => {
    const place = await written('1-1-a');
    writeFileSync(join(place.pending, '1-1-b.json'), '');
    writeFileSync(join(place.pending, '1-1-c.json.tmp'), '{');
    await chainPending(machine, place);
    expect(await look(place)).toEqual({ ids: ['1-1-a'], broken: undefined });
    expect(readdirSync(place.pending)).toEqual(['1-1-c.json.tmp']);
  });

  it('stay bounded: a full file becomes the older one, and the chain goes on', async () => {
    const place = logPlace(tempDir());
    const stuffing = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`JOB_${index}`, 'x'.repeat(100)]),
    );
    for (let batch = 0; batch < 8; batch += 1) {
      for (let index = 0; index < 100; index += 1) {
        const id = `${batch}-${index}-x`;
        await leaveEvent(machine, place, event(id, { by: { pid: 1, ci: stuffing } }));
      }
      await chainPending(machine, place);
    }
    const { ids, broken } = await look(place);
    expect(broken).toBeUndefined();
    expect(ids.at(-1)).toBe('7-99-x');
    expect(ids.length).toBeLessThan(800);
    const [older, current] = [statSync(place.older).size, statSync(place.current).size];
    expect(Math.max(older, current)).toBeLessThanOrEqual(1024 * 1024);
    writeFileSync(place.older, readFileSync(place.older, 'utf8').split('\n').slice(1).join('\n'));
    expect((await look(place)).broken).toMatchObject({ file: 'events.1.jsonl', number: 1 });
  });
});

/** Files of a process that dies, or whose disk is full, at its `count`th change. */
function dying(count: number): { readonly files: Files; readonly died: () => boolean } {
  let left = count;
  const step =
    <Rest extends readonly unknown[], Value>(work: (...rest: Rest) => Promise<Value>) =>
    (...rest: Rest) => {
      left -= 1;
      if (left <= 0) throw new Error('died');
      return work(...rest);
    };
  const { write, append, remove } = files;
  return {
    files: { ...files, write: step(write), append: step(append), remove: step(remove) },
    died: () => left <= 0,
  };
}

describe('a process that dies while it chains', () => {
  it('leaves an intact log at every step, and the next one loses and repeats nothing', async () => {
    for (let step = 1; ; step += 1) {
      const place = await written('1-1-a');
      await leaveEvent(machine, place, event('1-1-b'));
      await leaveEvent(machine, place, event('1-1-c'));
      const { files: mortal, died } = dying(step);
      await chainPending({ files: mortal }, place).catch(() => undefined);
      expect((await look(place)).broken, `died at step ${step}`).toBeUndefined();
      await leaveEvent(machine, place, event('1-1-d'));
      await chainPending(machine, place);
      const { ids, broken } = await look(place);
      expect(broken, `died at step ${step}`).toBeUndefined();
      expect(ids, `died at step ${step}`).toEqual(['1-1-a', '1-1-b', '1-1-c', '1-1-d']);
      if (!died()) break;
      expect(step).toBeLessThan(20);
    }
  });

  it('leaves an intact log at every step of making room', async () => {
    for (let step = 1; ; step += 1) {
      const place = nearlyFull();
      await leaveEvent(machine, place, event('1-1-c'));
      const { files: mortal, died } = dying(step);
      await chainPending({ files: mortal }, place).catch(() => undefined);
      expect((await look(place)).broken, `died at step ${step}`).toBeUndefined();
      await chainPending(machine, place);
      expect(await look(place), `died at step ${step}`).toEqual({
        ids: ['1-1-a', '1-1-b', '1-1-c'],
        broken: undefined,
      });
      expect(readFileSync(place.current, 'utf8').split('\n')).toHaveLength(2);
      if (!died()) break;
      expect(step).toBeLessThan(20);
    }
  });

  it('in the middle of a line leaves half of it, which the next one takes away', async () => {
    const place = await written('1-1-a');
    const before = readFileSync(place.current, 'utf8');
    writeFileSync(place.current, `${before}{"seq":2,"id":"1-`);
    expect((await look(place)).broken).toBeUndefined();
    await leaveEvent(machine, place, event('1-1-b'));
    await chainPending(machine, place);
    expect(await look(place)).toEqual({ ids: ['1-1-a', '1-1-b'], broken: undefined });
  });
});

/** A log whose newest file has no room for another event. */
function nearlyFull() {
  const place = logPlace(tempDir());
  const stuffing = 'x'.repeat(512 * 1024 - 100);
  const events = ['1-1-a', '1-1-b'].map((id) => ({ id, event: 'print', stuffing }));
  const { lines, head } = chain(START, events);
  mkdirSync(dirname(place.current), { recursive: true });
  writeFileSync(place.current, lines.map((line) => `${line}\n`).join(''));
  writeFileSync(place.head, JSON.stringify(head));
  return place;
}

describe('a log that was tampered with', () => {
  it('E85: is not mended by what is written later, be it cut short or without its head', async () => {
    const cut = await written('1-1-a', '1-1-b', '1-1-c');
    writeFileSync(cut.current, `${readFileSync(cut.current, 'utf8').split('\n')[0]}\n`);
    await leaveEvent(machine, cut, event('1-1-d'));
    await chainPending(machine, cut);
    expect((await look(cut)).broken).toMatchObject({ number: 2 });

    const headless = await written('1-1-a', '1-1-b');
    await files.remove(headless.head);
    await leaveEvent(machine, headless, event('1-1-c'));
    await chainPending(machine, headless);
    expect((await look(headless)).broken).toMatchObject({ file: 'events.jsonl', number: 1 });
  });

  it('E64: is not written through a link', async () => {
    const place = logPlace(tempDir());
    const victim = join(tempDir(), 'victim');
    writeFileSync(victim, 'precious');
    mkdirSync(dirname(place.current), { recursive: true });
    symlinkSync(victim, place.current);
    await leaveEvent(machine, place, event('1-1-a'));
    await expect(chainPending(machine, place)).rejects.toThrow(/symbolic link/);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });
});
