import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildLittleHouse } from './little-house.js';
import { doors, innocent, visitor } from './planted-doors.js';

const house = { ...innocent, 'test/visitor.ts': visitor };

/** What the doors say about a house: `rule: file`, and the exit code. */
async function complaintsAbout(files: Readonly<Record<string, string>>, spoil = (_: string) => {}) {
  const { path, run, tearDown } = buildLittleHouse(files);
  onTestFinished(tearDown);
  spoil(path);
  const { err, exitCode } = await run('.config/doors.mjs');
  const lines = err.split('\n').filter((line) => line !== '');
  return { complaints: lines.map((line) => line.replace(/ → .*/, '')).sort(), exitCode };
}

function rewrite(path: string, from: string, to: string) {
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
}

describe('the doors between rooms', () => {
  it('lets a house pass in which every door is used as the map allows', async () => {
    expect(await complaintsAbout(house)).toEqual({ complaints: [], exitCode: 0 });
  });

  it('catches every forbidden door, each by its own rule and nothing else', async () => {
    const planted = Object.fromEntries(doors.map(({ file, says }) => [file, says]));
    expect(await complaintsAbout({ ...house, ...planted })).toEqual({
      complaints: doors.map(({ file, breaks }) => `${breaks}: ${file}`).sort(),
      exitCode: 1,
    });
  });

  it('is not green over files it did not read, nor over a map that differs from its table', async () => {
    const { complaints, exitCode } = await complaintsAbout(house, (path) => {
      rewrite(
        join(path, '.dependency-cruiser.cjs'),
        'doNotFollow:',
        "exclude: '^src/store/plain', doNotFollow:",
      );
      rewrite(join(path, 'src/README.md'), '| `rules jwt` |', '| `rules` |');
      rewrite(join(path, 'src/README.md'), '(owns `jose`)', '(owns `josé`)');
    });
    expect(complaints).toEqual([
      'map-differs: jwt: src/README.md and .config/rooms.cjs disagree',
      'map-differs: sandbox: src/README.md and .config/rooms.cjs disagree',
      'not-read: src/store/plain.ts',
    ]);
    expect(exitCode).toBe(1);
  });

  it('has a planted violation for every rule there is', () => {
    const config: { readonly forbidden: readonly { readonly name: string }[] } = createRequire(
      import.meta.url,
    )('../../.dependency-cruiser.cjs');
    const planted = new Set(doors.map(({ breaks }) => breaks));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual(
      [],
    );
  });
});
