import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildLittleHouse } from './little-house.js';
import { allowed, lint } from './planted-lint.js';

const BIOME = 'node_modules/@biomejs/biome/bin/biome';

type Report = {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
};

/** `rule: file`, once each. */
async function complaintsAbout(files: Readonly<Record<string, string>>) {
  const { run, tearDown } = buildLittleHouse(files);
  onTestFinished(tearDown);
  const { out } = await run(
    BIOME,
    'lint',
    '--reporter=json',
    '--max-diagnostics=none',
    '--error-on-warnings',
    'src',
    'test',
    'vitest.config.ts',
    '.config',
  );
  const { diagnostics }: Report = JSON.parse(out);
  return [
    ...new Set(diagnostics.map(({ category, location }) => `${category}: ${location.path}`)),
  ].sort();
}

it('catches every planted fault, each by its own rule, and leaves the rest alone', async () => {
  const planted = Object.fromEntries(lint.map(({ file, says }) => [file, says]));
  expect(await complaintsAbout({ ...allowed, ...planted })).toEqual(
    lint.map(({ file, breaks }) => `${breaks}: ${file}`).sort(),
  );
});

it('has a planted fault for every rule that is named in biome.jsonc', () => {
  const text = readFileSync(join(import.meta.dirname, '../../biome.jsonc'), 'utf8');
  const named = [...text.matchAll(/"((?:no|use)[A-Z]\w+)": (?:"error"|\{ "level"|\{$)/gm)];
  const rules = named.map(([, rule]) => rule);
  const planted = new Set(lint.map(({ breaks }) => breaks.replace(/.*\//, '')));
  expect(rules).toContain('noRestrictedGlobals');
  expect(rules.filter((rule) => !planted.has(rule ?? ''))).toEqual([]);
});
