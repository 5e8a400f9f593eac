import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scanMachine } from '../scan/machine.js';
import { plantedSites } from '../scan/planted.js';
import { requireSarif } from '../scan/sarif-shape.js';
import { ant } from '../support/ant.js';
import { canaries } from './canaries.js';

type Found = {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
};

test('C10: every planted site is found, at its place, and nothing else', async () => {
  const { home, project, put, scan } = scanMachine();
  const planted = plantedSites();
  for (const { path, text } of planted) put(path, text);
  const { code, out } = await scan('--format', 'json');
  expect(code).toBe(7);
  const { findings }: { findings: readonly Found[] } = JSON.parse(out);
  const expected = planted.flatMap(({ path, found }) => found.map((each) => `${path} ${each}`));
  const seen = findings.map(({ path, line, column, rule }) => {
    const whole = path.startsWith('/') ? path : join(project, path);
    return `${whole.slice(home.length + 1)} ${line}:${column} ${rule}`;
  });
  expect(seen.toSorted()).toEqual(expected.toSorted());
});

test('C10: no value is printed, in any format, nor any piece of one', async () => {
  const { put, scan } = scanMachine();
  const secrets = canaries();
  for (const { path, text, secret } of plantedSites()) {
    put(path, text);
    secrets.plant(path, secret);
  }
  for (const words of [
    [],
    ['--json'],
    ['--format', 'json'],
    ['--format', 'sarif'],
    ['--patch', '../p'],
  ]) {
    const { code, out, err } = await scan(...words);
    expect(code, words.join(' ')).toBe(7);
    expect(secrets.seenIn(`${out}${err}`), words.join(' ')).toEqual([]);
  }
});

test('the SARIF of all of it is whole, and does not say where the home is', async () => {
  const { home, put, scan } = scanMachine();
  const planted = plantedSites();
  for (const { path, text } of planted) put(path, text);
  const { out } = await scan('--format', 'sarif');
  expect(requireSarif(JSON.parse(out))).toHaveLength(planted.flatMap(({ found }) => found).length);
  expect(out).not.toContain(home);
});

test('the built program reads every format, from a directory of a home of its own', async () => {
  const { home, project, put } = scanMachine();
  put('project/.mcp.json', '{"env": {"ANTHROPIC_PROFILE": "a"}}');
  put('project/.gitlab-ci.yml', 'variables:\n  ANTHROPIC_BASE_URL: http://a\n');
  put('project/.env', 'ANTHROPIC_PROFILE=a\n');
  const words = ['scan', '--tracked', '--patch', join(home, 'out.patch')];
  const { code, out, err } = await ant(words, { cwd: project, env: { HOME: home } });
  expect(code).toBe(7);
  expect(out).toMatch(/\n3 findings in 3 files: 3 notes\n$/);
  expect(err).toContain('changes to 3 files');
});
