import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ant } from '../support/ant.js';
import {
  alone,
  asked,
  identityToken,
  json,
  makeWorld,
  NOW,
  type World,
  whole,
} from './exchange-world.js';

const WAYS = [
  ['in one file', alone],
  ['as typed', asked],
  ['by the whole program', whole],
] as const;

/** Where configuration lies when nothing says otherwise; made, so that there is one. */
function withDirectory({ home }: World): string {
  const dir = join(home, '.config', 'anthropic');
  mkdirSync(dir, { recursive: true });
  return dir;
}

const pending = (dir: string) => join(dir, 'log', 'pending');
const everything = (dir: string) => readdirSync(dir, { recursive: true });

async function log({ env }: World, ...words: readonly string[]) {
  const { out, err } = await ant(['log', '--json', ...words], { env });
  expect(err).toBe('');
  return JSON.parse(out);
}

describe('an exchange where there is no configuration directory', () => {
  it.each(WAYS)('leaves nothing in the home, %s', async (_, run) => {
    const job = await makeWorld();
    mkdirSync(join(job.home, '.config'));
    expect((await run(job)).code).toBe(0);
    const there = join(job.home, 'there', 'not');
    expect((await run(job, { words: ['--config-dir', there] })).code).toBe(0);
    expect(everything(job.home)).toEqual(['.config']);
    expect(job.sent).toHaveLength(2);
  });

  it('leaves nothing when it is denied either', async () => {
    const job = await makeWorld({ answer: json(400, { error: 'invalid_grant' }) });
    expect((await alone(job)).code).toBe(4);
    expect(everything(job.home)).toEqual([]);
  });

  it('makes one for an assertion that must not be sent again, and then tells of it', async () => {
    const job = await makeWorld({ token: identityToken({ jti: 'one' }) });
    expect((await alone(job)).code).toBe(0);
    const { events } = await log(job);
    expect(events).toEqual([expect.objectContaining({ event: 'exchange', outcome: 'ok' })]);
  });
});

describe('an exchange where there is one', () => {
  it.each(WAYS)('leaves its event for the next command to chain, %s', async (_, run) => {
    const job = await makeWorld();
    const dir = withDirectory(job);
    expect((await run(job)).code).toBe(0);
    expect(readdirSync(pending(dir))).toHaveLength(1);
    expect(readdirSync(join(dir, 'log'))).toEqual(['pending']);
    const { events } = await log(job);
    expect(events).toEqual([
      expect.objectContaining({
        seq: 1,
        time: NOW,
        event: 'exchange',
        outcome: 'ok',
        how: 'exchanged',
        expires_at: NOW + 600,
      }),
    ]);
    expect(readdirSync(pending(dir))).toEqual([]);
    expect(await log(job, 'verify')).toMatchObject({ intact: true, events: 1 });
  });

  it('tells of one that was denied, once', async () => {
    const job = await makeWorld({ answer: json(400, { error: 'invalid_grant' }) });
    withDirectory(job);
    expect((await alone(job)).code).toBe(4);
    const { events } = await log(job);
    expect(events.map((each: { outcome: string }) => each.outcome)).toEqual(['denied']);
  });

  it('records nothing with ANT_LOG=off', async () => {
    const job = await makeWorld();
    const dir = withDirectory(job);
    expect((await alone(job, { env: { ANT_LOG: 'off' } })).code).toBe(0);
    expect(everything(dir).filter((name) => String(name).startsWith('log'))).toEqual([]);
  });

  it('chains all that wait, in one file too, when they become a hundred', async () => {
    const job = await makeWorld();
    const dir = withDirectory(job);
    mkdirSync(pending(dir), { recursive: true });
    for (let number = 1; number <= 98; number += 1) {
      const id = `${NOW - 1}-${number}-waiting`;
      const by = { pid: number };
      const event = { id, time: NOW - 1, event: 'exchange', outcome: 'ok', by };
      writeFileSync(join(pending(dir), `${id}.json`), JSON.stringify(event));
    }
    expect(await alone(job)).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(pending(dir))).toHaveLength(99);
    expect(await alone(job)).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(pending(dir))).toEqual([]);
    const lines = readFileSync(join(dir, 'log', 'events.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(100);
    expect(await log(job, 'verify')).toMatchObject({ intact: true, events: 100 });
  });
});
