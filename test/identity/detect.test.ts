import { expect, test } from 'vitest';
import { run } from '../../src/commands/federation/detect.js';
import type { Host } from '../../src/host.js';
import { detectAll } from '../../src/identity/detect.js';
import { SOURCE_IDS } from '../../src/identity/source.js';
import { findSource } from '../../src/identity/table.js';
import { fakeHost } from '../support/host.js';
import { PLACES, type Place } from './places.js';

/** What looking may take: the variables, the kind of machine, and files to read. */
const ALLOWED = ['env', 'files', 'platform', 'files.read'];

/** A machine that tells what else was reached for, and that gives none of it. */
function watched({ env = {}, disk = {} }: Partial<Place>) {
  const reached: string[] = [];
  const guard = <Value extends object>(value: Value, name: (key: string) => string): Value =>
    new Proxy(value, {
      get: (target, key) => {
        const which = name(String(key));
        if (ALLOWED.includes(which)) return Reflect.get(target, key);
        reached.push(which);
        throw new Error(`looking has no need of ${which}`);
      },
    });
  const host = fakeHost({ env, disk });
  const files = guard(host.files, (key) => `files.${key}`);
  return { reached, host: guard<Host>({ ...host, files }, (key) => key) };
}

test('in an empty environment every source looks, and reaches for nothing else', async () => {
  const { reached, host } = watched({});
  const states = (await detectAll(host)).map(({ source, detection }) => [
    source.id,
    detection.state,
  ]);
  expect(states).toEqual(SOURCE_IDS.map((id) => [id, 'absent']));
  expect(reached).toEqual([]);
});

test('every source has a place', () => {
  expect(PLACES.map(({ id }) => id)).toEqual(SOURCE_IDS);
});

test.each(PLACES)(
  'E56: where $id is, it is found, and no source reaches for anything else',
  async ({ id, settings = {}, shownBy, ...place }) => {
    const { reached, host } = watched(place);
    const detection = await findSource(id).detect(host, settings);
    expect(detection).toMatchObject({ state: 'present' });
    expect(JSON.stringify(detection)).toContain(shownBy);
    const present = (await detectAll(host)).filter((each) => each.detection.state === 'present');
    // One that is told all by settings is not there without them.
    const alone = Object.keys(settings).length === 0 ? [id] : [];
    expect(present.map(({ source }) => source.id)).toEqual(alone);
    expect(reached).toEqual([]);
  },
);

test('on a laptop with nothing each source is listed with what would have shown it', async () => {
  const env = { HOME: '/home/ada', PATH: '/usr/bin', SHELL: '/bin/zsh', LANG: 'C.UTF-8' };
  const answer = await run(fakeHost({ env }), {});
  expect(answer.exitCode).toBe(3);
  const [headline, , title, ...lines] = answer.text().trimEnd().split('\n');
  expect(headline).toBe('This machine has no identity that ant knows of.');
  expect(title).toBe('Not here:');
  expect(lines).toHaveLength(PLACES.length);
  PLACES.forEach(({ id, shownBy }, at) => {
    expect(lines[at]).toMatch(new RegExp(`^ {2}${id} +looked for \\S`));
    expect(lines[at]).toContain(shownBy);
  });
});
