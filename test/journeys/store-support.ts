import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SEED } from '../../src/sandbox/default-seed.js';
import { outcome, type Ran, said, startAnt } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { tempDir } from '../support/temp.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A login by a pasted code, which needs a sandbox but no browser. */
export async function login(env: Environment, ...words: readonly string[]): Promise<Ran> {
  const child = startAnt(['auth', 'login', '--no-browser', ...words], { env });
  const ended = outcome(child);
  // A login that is refused before it begins never shows the address.
  const url = await said(child, /http\S+\/oauth\/authorize\S+/).catch(() => undefined);
  if (url !== undefined) child.stdin.write(`${await approveByHand(url[0])}\n`);
  return ended;
}

/** The default seed with other settings, as a file for `sandbox start --seed`. */
export function seedWith(settings: object): string {
  const path = join(tempDir(), 'seed.json');
  writeFileSync(path, JSON.stringify({ ...DEFAULT_SEED, settings }));
  return path;
}
