import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ant } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

type Check = {
  readonly id: string;
  readonly state: string;
  readonly because: string;
  readonly fix?: { readonly command?: string; readonly words?: string; readonly safe: boolean };
};

/** The report as JSON, by the id of its checks. */
export async function examined(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const { code, out, err } = await ant(['doctor', '--json', ...words], { env: here(env) });
  expect(err).toBe('');
  const { checks, mended } = JSON.parse(out) as {
    checks: readonly Check[];
    mended: readonly object[];
  };
  const of = (id: string) => checks.filter((check) => check.id === id);
  return { code, checks, mended, of, first: (id: string) => of(id)[0] };
}

/** A configuration directory with a login that nothing renews, good for another two hours. */
export function signedIn(): string {
  const dir = join(tempDir(), 'config');
  mkdirSync(join(dir, 'configs'), { recursive: true });
  mkdirSync(join(dir, 'credentials'), { mode: 0o700 });
  const profile = {
    version: '1.0',
    authentication: { type: 'user_oauth' },
    ant: { store: 'file' },
  };
  write(join(dir, 'configs', 'default.json'), JSON.stringify(profile), 0o644);
  const token = { access_token: 'minted', expires_at: Math.floor(Date.now() / 1000) + 7200 };
  write(join(dir, 'credentials', 'default.json'), JSON.stringify(token), 0o600);
  chmodSync(dir, 0o755);
  chmodSync(join(dir, 'configs'), 0o755);
  return dir;
}

/** A file of exactly this mode. */
export function write(path: string, text: string, mode: number): void {
  writeFileSync(path, text);
  chmodSync(path, mode);
}

/** Where other tests leave what killed programs had, nobody looks. */
export function here(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { XDG_RUNTIME_DIR: tempDir(), ...env };
}
