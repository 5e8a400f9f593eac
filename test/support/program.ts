import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Inside the repository, where Node finds its packages. */
const CACHE = join(ROOT, 'node_modules/.cache/ant-test');
const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
} satisfies BuildOptions;

/**
 * Makes a program that plain Node can run out of a few lines of TypeScript, which import from
 * `src/node/` as if they lay there. For what only a process of its own can show: signals, exit codes,
 * closed pipes. Returns its path; it is gone when the test ends.
 */
export function program(source: string): string {
  const outdir = cacheDirectory();
  buildSync({
    ...COMMON,
    stdin: { contents: source, resolveDir: join(ROOT, 'src/node'), loader: 'ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
  });
  return join(outdir, 'stdin.mjs');
}

/** The keychain helper as it is shipped, built from the source as it is now. Returns its path. */
export function keychainHelper(): string {
  const path = join(CACHE, 'keychain-helper.cjs');
  mkdirSync(CACHE, { recursive: true });
  const own = `${path}.${process.pid}`;
  const entryPoints = [join(ROOT, 'src/node/keychain-helper.ts')];
  buildSync({ ...COMMON, entryPoints, outfile: own, format: 'cjs' });
  // Tests run side by side: nobody may start a half-written one.
  renameSync(own, path);
  return path;
}

function cacheDirectory(): string {
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, 'program-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
