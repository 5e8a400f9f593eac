import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { examplePipelines } from '../../src/commands/federation/init/examples.js';
import { TEMPLATES } from '../../src/commands/federation/init/table.js';
import { PROVIDERS } from '../../src/grammar/federation-init.js';
import { findSource } from '../../src/identity/table.js';
import { matchProblems } from '../../src/rules/validate.js';
import { ant } from '../support/ant.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';
import { type Asked, type Case, IDS, init, mint, seedOf } from './federation-init-cases.js';
import { CI_CASES } from './federation-init-ci.js';
import { CLOUD_CASES } from './federation-init-clouds.js';

const CASES = [...CI_CASES, ...CLOUD_CASES];

async function judge({ provider, template, words, accepted, refused }: Case) {
  const directory = tempDir();
  const made = await init(provider, ...words, ...IDS, '--out', directory);
  expect(await matchProblems(made.rule.content.match)).toEqual([]);
  const seed = join(directory, 'seed.json');
  writeFileSync(seed, JSON.stringify(seedOf(made, template ?? provider)));
  const sandbox = await runSandbox('--seed', seed);
  const exchange = async (asked: Asked) => {
    const input = await mint(sandbox, { issuer: provider, ...asked });
    const env = { ...sandbox.env, ANTHROPIC_CONFIG_DIR: directory };
    const file = ['--identity-token-file', '-', '--profile', provider, '--access-token'];
    return ant(['federation', 'exchange', ...file], { env, input });
  };
  const good = await exchange(accepted);
  expect(good.out, good.err).toMatch(/^sk-ant-oat01-sandbox-\S+\n$/);
  const codes: Record<string, number | null> = {};
  for (const [who, asked] of Object.entries(refused)) {
    codes[who] = (await exchange({ ...accepted, ...asked })).code;
  }
  const { out } = await ant(['sandbox', 'history', '--port', `${sandbox.port}`, '--json']);
  return { codes, history: out };
}

test.each(CASES)(
  'the rule of $provider ($title) lets in its subject, and nobody who is nearly it',
  async (given) => {
    const { codes, history } = await judge(given);
    const everyone = Object.keys(given.refused);
    expect(codes).toEqual(Object.fromEntries(everyone.map((who) => [who, 4])));
    // Of the rule or the issuer, and not because something else was wrong with the token.
    expect(history.match(/"reason": ?"match_\w+"/g)).toHaveLength(everyone.length);
  },
  120_000,
);

test('every provider has a case', () => {
  expect(new Set(CASES.map(({ provider }) => provider))).toEqual(new Set(PROVIDERS));
});

test('the pipelines in docs are what the command prints for the examples', () => {
  for (const { path, text } of examplePipelines()) expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a profile tells its source only what that source can be told', () => {
  for (const { example, make } of Object.values(TEMPLATES)) {
    const { source, settings = {} } = make(example).profile;
    expect(Object.keys(findSource(source).settings)).toEqual(
      expect.arrayContaining(Object.keys(settings)),
    );
  }
});

test('the pipelines in docs are YAML, and the scripts in them and beside them are shell', () => {
  const files = readdirSync('docs/pipelines').filter((name) => name !== 'README.md');
  expect(files.map((name) => name.split('.')[0]).toSorted()).toEqual([...PROVIDERS].toSorted());
  for (const name of files) {
    const text = readFileSync(join('docs/pipelines', name), 'utf8');
    const scripts = name.endsWith('.sh') ? [text] : scriptsIn(text);
    expect(text, name).toMatch(/\bant(, | )(exec|federation exchange)\b/);
    for (const script of scripts) execFileSync('sh', ['-n'], { input: script });
  }
});

/** Every text of a YAML file that runs something. */
function scriptsIn(text: string): readonly string[] {
  const documents = parseAllDocuments(text);
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && /ant (federation|exec)|your-program/.test(value))
      found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const document of documents) {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    walk(document.toJS());
  }
  return found;
}

test('a file that is there is never overwritten, and then nothing is written', async () => {
  const directory = tempDir();
  writeFileSync(join(directory, 'federation-rule.json'), 'mine');
  const words = ['federation', 'init', 'kubernetes', '--namespace', 'prod'];
  const { code, err } = await ant([...words, '--service-account', 'api', '--out', directory]);
  expect(code).toBe(6);
  expect(err).toContain('federation-rule.json is there already');
  expect(readdirSync(directory)).toEqual(['federation-rule.json']);
  expect(readFileSync(join(directory, 'federation-rule.json'), 'utf8')).toBe('mine');
});

test('where nothing can be written, another directory is asked for', async () => {
  const out = join(tempDir(), 'file');
  writeFileSync(out, '');
  const words = ['federation', 'init', 'kubernetes', '--namespace', 'prod'];
  const { code, err } = await ant([...words, '--service-account', 'api', '--out', out]);
  expect(code).toBe(6);
  expect(err).toContain('a part of the path is not a directory');
  expect(err).toContain('hint: name another directory with --out');
});

test.each([
  ['github-actions', ['--branch', 'main'], '--repository is missing'],
  ['github-actions', ['--repository', 'acme/api'], '--branch is missing'],
  ['github-actions', ['--repository', 'acme/api', '--branch', '*'], '--branch cannot be "*"'],
  ['github-actions', ['--repository', 'acme/api', '--branch', 'main*'], 'cannot be "main*"'],
  ['github-actions', ['--repository', 'acme/api', '--branch', 'a", x: "b'], '--branch cannot be'],
  ['github-actions', ['--repository', 'acme/api', '--branch', 'a\nb: c'], '--branch cannot be'],
  ['github-actions', ['--repository', 'acme/api', '--branch', '$(id)'], '--branch cannot be'],
  ['github-actions', ['--repository', 'acme', '--branch', 'main'], '--repository cannot be "acme"'],
  [
    'github-actions',
    ['--repository', 'acme/api', '--branch', 'main', '--tag', 'v1'],
    '--branch and --tag exclude each other',
  ],
  [
    'github-actions',
    ['--repository', 'acme/api', '--branch', 'main', '--owner-id', '1'],
    'only of use together',
  ],
  [
    'github-actions',
    ['--repository', 'acme/api', '--branch', 'refs/heads/main'],
    '--branch cannot be',
  ],
  ['gitlab', ['--project', 'acme/api', '--tag', 'refs/tags/v1'], '--tag cannot be "refs/tags/v1"'],
  ['gitlab', ['--project', 'acme', '--branch', 'main'], '--project names no group'],
  ['aws', ['--branch', 'main'], '--branch says nothing about a subject of aws'],
  ['aws', ['--role-arn', 'arn:aws:sts::123456789012:assumed-role/api/x'], '--role-arn cannot be'],
  ['kubernetes', ['--namespace', 'prod', '--service-account', '*'], '--service-account cannot be'],
  ['spiffe', ['--subject', 'acme.example/api'], 'not the SPIFFE ID'],
  ['spiffe', ['--subject', 'spiffe://a.example/x', '--issuer-url', 'http://a'], '--issuer-url'],
  [
    'gcp',
    ['--subject', '1', '--email', 'a@b.example', '--federation-rule', 'rule'],
    '--federation-rule: "rule" is no',
  ],
])('E44: init %s %j says: %s', async (provider, words, says) => {
  const { code, out, err } = await ant(['federation', 'init', provider, ...words]);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(says);
});

test('what is written with --out is what the text says, and the script can be run', async () => {
  const directory = join(tempDir(), 'new');
  const words = [
    '--subject',
    'spiffe://acme.example/api',
    '--issuer-url',
    'https://id.acme.example',
  ];
  const { code, err } = await ant([
    'federation',
    'init',
    'spiffe',
    ...words,
    ...IDS,
    '--out',
    directory,
    '--profile',
    'ci',
  ]);
  expect(code, err).toBe(0);
  expect(existsSync(join(directory, 'configs', 'ci.json'))).toBe(true);
  const shown = await ant(['profile', 'show', 'ci'], { env: { ANTHROPIC_CONFIG_DIR: directory } });
  expect(shown.out, shown.err).toContain('fdrl_01Init');
  const printed = await ant(['federation', 'init', 'spiffe', ...words, ...IDS, '--profile', 'ci']);
  for (const name of ['claude-spiffe.sh', 'federation-issuer.json', 'federation-rule.json']) {
    expect(printed.out).toContain(readFileSync(join(directory, name), 'utf8'));
  }
});
