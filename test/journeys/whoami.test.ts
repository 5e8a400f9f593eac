import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ant } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

const KEY = 'sk-ant-api03-canary-canary-canary-canary';

/** A home with a login in it that lives for an hour. */
function homeWithLogin(): string {
  const home = tempDir();
  const dir = join(home, '.config/anthropic');
  mkdirSync(join(dir, 'configs'), { recursive: true });
  mkdirSync(join(dir, 'credentials'), { mode: 0o700 });
  writeFileSync(
    join(dir, 'configs/default.json'),
    JSON.stringify({
      authentication: { type: 'user_oauth', client_id: 'c' },
      ant: { store: 'file' },
    }),
  );
  writeFileSync(
    join(dir, 'credentials/default.json'),
    JSON.stringify({
      access_token: 'sk-ant-oat01-canary-canary-canary-canary',
      refresh_token: 'sk-ant-ort01-canary-canary-canary-canary',
      expires_at: Math.floor(Date.now() / 1000) + 3600,
      account_email: 'ada@acme.example',
    }),
    { mode: 0o600 },
  );
  return home;
}

test('a forgotten key is named with what it hides, and doing as advised ends the disagreement', async () => {
  const home = homeWithLogin();
  const two = ['--for', 'typescript-sdk', '--for', 'claude-code'];
  const before = await ant(['whoami', ...two], {
    env: { HOME: home, ANTHROPIC_API_KEY: KEY },
  });
  expect(before.code, before.err).toBe(0);
  expect(before.out).toMatch(/To use profile "default" everywhere:\n {2}unset ANTHROPIC_API_KEY\n/);
  expect(before.out).not.toContain('canary');

  const after = await ant(['whoami', ...two, '--json'], { env: { HOME: home } });
  expect(JSON.parse(after.out)).toMatchObject({ disagreements: [], advice: [] });
});

test('a snapshot from one home is the same verdict in another, and is private', async () => {
  const home = homeWithLogin();
  const file = join(tempDir(), 'snapshot.json');
  const live = await ant(['whoami', '--for', 'all', '--snapshot', file, '--json'], {
    env: { HOME: home, ANTHROPIC_AUTH_TOKEN: KEY },
  });
  expect(live.code, live.err).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`canary|${home}`));

  const again = await ant(['whoami', '--for', 'all', '--replay', file, '--json']);
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(again.out)).toEqual(JSON.parse(live.out.replaceAll(home, '~')));
});
