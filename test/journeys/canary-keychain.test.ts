import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ant, outcome, said, startAnt } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { startKeyring } from '../support/keyring.js';
import { needs, onPath } from '../support/require.js';
import { runSandbox } from '../support/running-sandbox.js';
import { canaries } from './canaries.js';
import { watchCommandLines } from './children.js';
import { listeningPost } from './listening-post.js';

const haveKeyring =
  needs('gnome-keyring', () => onPath('gnome-keyring-daemon')) &&
  needs('libsecret-tools', () => onPath('secret-tool'));

describe.runIf(haveKeyring)('E69, E82: what rests in a real keychain', () => {
  test.each([
    ['split', ['access_token']],
    ['keychain', []],
  ] as const)(
    'with --store %s is seen nowhere else: no file, no output, no command line',
    async (store, inFiles) => {
      const sandbox = await runSandbox('--quiet');
      const keyring = await startKeyring();
      onTestFinished(() => keyring.stop());
      const hidden = canaries();
      const { url } = await listeningPost(sandbox.url, hidden.plant);
      const env = {
        ...sandbox.env,
        ANTHROPIC_BASE_URL: url,
        DBUS_SESSION_BUS_ADDRESS: `${keyring.env.DBUS_SESSION_BUS_ADDRESS}`,
      };
      const commandLines = watchCommandLines();
      const login = startAnt(['auth', 'login', '--no-browser', '--debug', '--store', store], {
        env,
      });
      const signedIn = outcome(login);
      const [page] = await said(login, /http\S+\/oauth\/authorize\S+/);
      login.stdin.end(`${await approveByHand(page)}\n`);
      expect((await signedIn).code).toBe(0);
      const inKeychain = execFileSync('secret-tool', ['search', '--all', 'service', 'ant-auth'], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(hidden.seenIn(inKeychain), 'the canary is in the keychain').toContain('refresh_token');
      const told = [(await signedIn).err, (await signedIn).out];
      for (const words of [
        ['auth', 'refresh', '--force'],
        ['auth', 'status', '--json'],
        ['auth', 'store'],
        ['whoami', '--verify'],
        ['profile', 'show'],
        ['log', '--json'],
      ]) {
        const { code, out, err } = await ant([...words, '--debug'], { env });
        expect(code, err).toBe(0);
        told.push(out, err);
      }
      const printed = await ant(['auth', 'print-credentials', '--debug'], { env });
      expect(hidden.seenIn(printed.out)).toEqual(['access_token']);
      const files = readdirSync(sandbox.configDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
      expect(hidden.seenIn(files.join('\n'))).toEqual(inFiles);
      told.push((await ant(['auth', 'logout', '--debug'], { env })).err, printed.err);
      expect(hidden.seenIn(told.join('\n'))).toEqual([]);
      expect([...commandLines.stop()].filter((line) => hidden.seenIn(line).length > 0)).toEqual([]);
    },
  );
});
