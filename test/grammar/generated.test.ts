import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../support/temp.js';

function generate(root: string, ...flags: readonly string[]) {
  const words = [join(root, '.config', 'generate.mjs'), ...flags];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { status, stderr };
}

it('the README and the completion scripts are what the tables make of them', () => {
  expect(generate(process.cwd(), '--check')).toEqual({ status: 0, stderr: '' });
});

it('a file that somebody edited by hand is named', () => {
  const root = tempDir();
  for (const part of ['.config', 'src', 'completions', 'README.md', 'package.json']) {
    cpSync(part, join(root, part), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  expect(generate(root)).toEqual({ status: 0, stderr: '' });
  writeFileSync(join(root, 'completions', 'ant.zsh'), '# mine now\n');
  expect(generate(root, '--check')).toEqual({
    status: 1,
    stderr: 'completions/ant.zsh is stale: run npm run generate\n',
  });
});
