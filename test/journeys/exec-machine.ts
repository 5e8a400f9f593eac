import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DEFAULT_SEED } from '../../src/sandbox/default-seed.js';
import { outcome, said, startAnt } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';

/** A sandbox whose access tokens live this long, a person signed in to it, and a place for private directories. */
export async function signedIn({ accessTokenSeconds = 28_800 } = {}) {
  const seed = join(tempDir(), 'seed.json');
  const settings = { access_token_seconds: accessTokenSeconds };
  writeFileSync(seed, JSON.stringify({ ...DEFAULT_SEED, settings }));
  const sandbox = await runSandbox('--seed', seed);
  const runtime = tempDir();
  const env = { ...sandbox.env, XDG_RUNTIME_DIR: runtime };
  const login = startAnt(['auth', 'login', '--no-browser', '--store', 'file'], { env });
  const ended = outcome(login);
  const [url] = await said(login, /http:\/\/\S+\/oauth\/authorize\?\S+/);
  login.stdin.end(`${await approveByHand(url)}\n`);
  expect(await ended).toMatchObject({ code: 0 });
  return { sandbox, env, runtime };
}
