import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const HOUSE_RULES = [
  '.config',
  '.dependency-cruiser.cjs',
  '.gitignore',
  'biome.jsonc',
  'package.json',
  'src/README.md',
  'tsconfig.json',
];

export type LittleHouse = {
  readonly path: string;
  /** Runs a script of this repository's Node with the little house as its working directory. */
  readonly run: (
    ...words: readonly string[]
  ) => Promise<{ out: string; err: string; exitCode: number }>;
  readonly tearDown: () => void;
};

/** A temporary tree under the real house's rules, with the real packages, and only these files in it. */
export function buildLittleHouse(files: Readonly<Record<string, string>>): LittleHouse {
  const path = mkdtempSync(join(tmpdir(), 'ant-guards-'));
  for (const name of HOUSE_RULES) cpSync(join(ROOT, name), join(path, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return {
    path,
    run: (...words) => runIn(path, words),
    tearDown: () => rmSync(path, { recursive: true }),
  };
}

function runIn(cwd: string, words: readonly string[]) {
  return new Promise<{ out: string; err: string; exitCode: number }>((resolve) => {
    const child = execFile(
      process.execPath,
      [...words],
      { cwd, maxBuffer: 2 ** 26 },
      (_error, out, err) => resolve({ out, err, exitCode: child.exitCode ?? -1 }),
    );
  });
}
