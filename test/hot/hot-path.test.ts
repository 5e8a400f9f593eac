import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ant, bareEnvironment } from '../support/ant.js';
import { tempDir } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOKEN_WORDS = ['auth', 'print-credentials', '--access-token'];
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

type Store = { readonly profile?: object; readonly credentials?: object | string };

/** A configuration directory in which "default" holds a fresh token of its own, unless said otherwise. */
function configDir({ profile, credentials }: Store = {}): string {
  const dir = tempDir();
  mkdirSync(join(dir, 'configs'));
  mkdirSync(join(dir, 'credentials'), { mode: 0o700 });
  const authentication = profile ?? { type: 'user_oauth' };
  for (const name of ['default', 'other']) {
    writeFileSync(join(dir, 'configs', `${name}.json`), JSON.stringify({ authentication }));
    const content = credentials ?? {
      access_token: `minted-for-${name}`,
      expires_at: inSeconds(3660),
    };
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(dir, 'credentials', `${name}.json`), text, { mode: 0o600 });
  }
  return dir;
}

/** The hot path with nothing beside it to fall back on: what it cannot answer ends with an error. */
function alone(words: readonly string[], env: Readonly<Record<string, string>>) {
  const place = tempDir();
  for (const file of ['bin/ant.cjs', 'dist/ant.cjs', 'dist/completions.cjs'])
    cpSync(join(ROOT, file), join(place, file));
  // Once in 200 times it would leave the answer to the whole program, which chains the events.
  const dice = join(place, 'dice.cjs');
  writeFileSync(dice, 'Math.random = () => 0.5;');
  const ended = spawnSync(process.execPath, [join(place, 'bin/ant.cjs'), ...words], {
    env: bareEnvironment({ ...env, NODE_OPTIONS: `--require ${dice}` }),
    encoding: 'utf8',
  });
  return ended.status === 0 ? ended.stdout : undefined;
}

type Case = {
  readonly title: string;
  readonly arrange?: () => string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the hot path answers by itself; absent when it must not. */
  readonly hot?: string;
};

const credentialsOf = (dir: string) => join(dir, 'credentials', 'default.json');

const CASES: readonly Case[] = [
  { title: 'a fresh token', hot: 'minted-for-default\n' },
  { title: 'a profile named by flag', words: ['--profile', 'other'], hot: 'minted-for-other\n' },
  {
    title: 'a profile named by variable',
    env: { ANTHROPIC_PROFILE: 'other' },
    hot: 'minted-for-other\n',
  },
  {
    title: 'the active profile',
    arrange: () => {
      const dir = configDir();
      writeFileSync(join(dir, 'active_config'), 'other\n');
      return dir;
    },
    hot: 'minted-for-other\n',
  },
  {
    title: 'a static token, which never expires',
    arrange: () => configDir({ credentials: { access_token: 'static' } }),
    hot: 'static\n',
  },
  {
    title: 'an expiring token that lives longer than asked',
    arrange: () => configDir({ credentials: { access_token: 'brief', expires_at: inSeconds(60) } }),
    words: ['--min-ttl', '5s'],
    hot: 'brief\n',
  },
  {
    title: 'an API key in the environment, which has no say here',
    env: { ANTHROPIC_API_KEY: 'not-a-key' },
    hot: 'minted-for-default\n',
  },
  {
    title: 'an expiring token that nothing renews',
    arrange: () => configDir({ credentials: { access_token: 'brief', expires_at: inSeconds(60) } }),
  },
  { title: 'a token that does not live as long as asked', words: ['--min-ttl', '2h'] },
  { title: 'a profile that does not exist', words: ['--profile', 'nobody'] },
  { title: 'a profile name that cannot be one', words: ['--profile', '../etc'] },
  { title: 'two different answers asked for', words: ['--env'] },
  { title: 'another shape of the answer', words: ['--json'] },
  { title: 'a flag that does not exist', words: ['--acess-token'] },
  { title: 'a value that makes no sense', words: ['--min-ttl', 'soon'] },
  { title: 'a flag without its value', words: ['--profile'] },
  {
    title: 'a federation profile, whose token may be for something else by now',
    arrange: () => configDir({ profile: { type: 'oidc_federation' } }),
  },
  {
    title: 'a profile of an unknown type',
    arrange: () => configDir({ profile: { type: 'magic' } }),
  },
  {
    title: 'credentials that are not JSON',
    arrange: () => configDir({ credentials: 'access_token=x' }),
  },
  {
    title: 'credentials that other users may read',
    arrange: () => {
      const dir = configDir();
      chmodSync(credentialsOf(dir), 0o644);
      return dir;
    },
  },
  {
    title: 'credentials that are a link',
    arrange: () => {
      const dir = configDir();
      renameSync(credentialsOf(dir), join(dir, 'elsewhere.json'));
      symlinkSync(join(dir, 'elsewhere.json'), credentialsOf(dir));
      return dir;
    },
  },
  {
    title: 'a configuration directory that is not there',
    arrange: () => join(tempDir(), 'nowhere'),
  },
];

describe('print-credentials --access-token, hot or not', () => {
  it.each(CASES)('$title', async ({ arrange = configDir, words = [], env = {}, hot }) => {
    const dir = arrange();
    const there = { ...env, ANTHROPIC_CONFIG_DIR: dir };
    expect(alone([...TOKEN_WORDS, ...words], there)).toBe(hot);
    const asked = await ant([...TOKEN_WORDS, ...words], { env: there });
    // A flag before the command is more than the hot path reads.
    const whole = await ant(['--no-color', ...TOKEN_WORDS, ...words], { env: there });
    expect(asked).toEqual(whole);
    if (hot !== undefined) expect(asked).toEqual({ code: 0, out: hot, err: '' });
  });

  it('takes the directory from --config-dir as well', () => {
    const words = [...TOKEN_WORDS, '--config-dir', configDir()];
    expect(alone(words, {})).toBe('minted-for-default\n');
  });
});

describe('what never needs the whole program', () => {
  it.each([[['--version']], [['-V']], [['version']], [['--help']], [['-h']], [['help']]])(
    'ant %j says the same as the whole program',
    async (words) => {
      const { out } = await ant(['--no-color', ...words]);
      expect(out).not.toBe('');
      expect(alone(words, {})).toBe(out);
    },
  );

  it('a Tab offers the profiles that there are', () => {
    const env = { ANTHROPIC_CONFIG_DIR: configDir() };
    expect(alone(['__complete', 'profile', 'activate', ''], env)).toBe('default\t\nother\t\n');
    expect(alone(['__complete', 'whoami', '--profile', 'o'], env)).toBe('other\t\n');
  });

  it('a Tab looks where --config-dir says', () => {
    const words = ['--config-dir', configDir(), '--profile', 'd'];
    expect(alone(['__complete', ...words], {})).toBe('default\t\n');
  });

  it('a Tab without any profile offers nothing', () => {
    const env = { ANTHROPIC_CONFIG_DIR: join(tempDir(), 'nowhere') };
    expect(alone(['__complete', 'profile', 'activate', ''], env)).toBe('');
  });
});
