import { expect, test } from 'vitest';
import { fingerprint } from '../../src/scan/fingerprint.js';
import { inspect, inspectPiece } from '../../src/scan/inspect.js';
import { findLiterals } from '../../src/scan/literal.js';
import { mint } from './mint.js';

test.each(['api03', 'api01', 'admin01', 'oat01', 'ort01', 'sid02'])(
  'a key of kind %s is found wherever it stands',
  (kind) => {
    const key = mint(kind);
    for (const around of [
      `"${key}"`,
      `x=${key}`,
      `"one\\n${key}\\n"`,
      `https://u:${key}@host/`,
      `# ${key}.`,
      key,
    ]) {
      const [found, ...more] = findLiterals(around);
      expect(more).toEqual([]);
      expect(found).toEqual({
        prefix: `sk-ant-${kind}-`,
        value: key,
        at: around.indexOf(key),
      });
    }
  },
);

test.each([
  ['a placeholder', `sk-ant-api03-${'x'.repeat(90)}`],
  ['an example', 'sk-ant-api03-your-api-key-goes-here-please'],
  ['dots', 'sk-ant-api03-...'],
  ['a prefix alone', 'sk-ant-api03-'],
  ['a token of the sandbox', mint('oat01').replace('oat01-', 'oat01-sandbox-')],
  ['the end of another word', `task-ant-api03-${'a1b2c3d4e5f6'.repeat(4)}`],
])('%s is no key', (_, text) => {
  expect(findLiterals(text)).toEqual([]);
});

test('a key in base64, as in a Kubernetes secret, is the same key', () => {
  const key = mint('api03');
  const text = `data:\n  key: ${Buffer.from(key).toString('base64')}\n`;
  expect(findLiterals(text)).toEqual([{ prefix: 'sk-ant-api03-', value: key, at: 13 }]);
});

test('a key as fish keeps it is the same key', () => {
  const key = mint('api03');
  expect(findLiterals(`SETUVAR A:${key.replaceAll('-', '\\x2d')}\n`)).toEqual([
    { prefix: 'sk-ant-api03-', value: key, at: 10 },
  ]);
});

test('a fingerprint is 12 hexadecimal digits of the SHA-256 of the value', () => {
  // echo -n abc | sha256sum
  expect(fingerprint('abc')).toBe('ba7816bf8f01');
});

test('a finding holds the prefix and the fingerprint of a key, and nothing else of it', () => {
  const key = mint('ort01');
  const { findings } = inspect('/p/notes.txt', `first\n  ${key}\n`);
  expect(findings).toEqual([
    {
      path: '/p/notes.txt',
      line: 2,
      column: 3,
      where: 'a text',
      rule: 'refresh-token-literal',
      level: 'error',
      prefix: 'sk-ant-ort01-',
      fingerprint: fingerprint(key),
      message: `a refresh token stands here (sk-ant-ort01-…, fingerprint ${fingerprint(key)})`,
      fix: 'remove it, end that login with: ant auth logout, and sign in again: ant auth login',
    },
  ]);
});

test('columns count UTF-16 units, and a byte order mark is one of them', () => {
  const key = mint('api03');
  const { findings } = inspect('/p/.env', `\ufeffANTHROPIC_API_KEY=${key}`);
  expect(findings.map(({ line, column }) => [line, column])).toEqual([
    [1, 2],
    [1, 20],
  ]);
  expect(inspect('/p/a.txt', `😀 ${key}`).findings[0]?.column).toBe(4);
});

test('a piece of a long file counts its lines and columns from where it begins', () => {
  const key = mint('api03');
  const piece = { text: `ab ${key}\n${key}`, line: 7, column: 100 };
  expect(inspectPiece('/p/a.log', piece).map(({ line, column }) => [line, column])).toEqual([
    [7, 103],
    [8, 1],
  ]);
});

test.each([
  [
    '.github/workflows/a.yml',
    'env:\n  ANTHROPIC_FEDERATION_RULE_ID: fdrl_1\n  ANTHROPIC_PROFILE: ci\n',
    [],
  ],
  ['.env', 'ANTHROPIC_FEDERATION_RULE_ID=fdrl_1\n', ['shadowing-variable note']],
  [
    '.github/workflows/a.yml',
    'env:\n  ANTHROPIC_BASE_URL: http://a\n',
    ['shadowing-variable note'],
  ],
  ['.env', 'ANTHROPIC_AUTH_TOKEN=x\n', ['shadowing-variable warning']],
  ['.env', 'CLAUDE_CODE_OAUTH_TOKEN=op://a/b\n', ['static-key-reference note']],
  ['.env', 'ANTHROPIC_CONFIG_DIR=$HOME/x\n', ['shadowing-variable note']],
  ['.env', 'CLAUDE_CONFIG_DIR=/x\n', ['shadowing-variable note']],
  ['.env', 'ANTHROPIC_CUSTOM_HEADERS=a: b\n', ['shadowing-variable warning']],
  ['.env', 'ANTHROPIC_PROFILE=\n', ['empty-variable warning']],
  ['.env.example', 'ANTHROPIC_API_KEY=your-key\n', []],
  ['src/app.py', 'key = os.environ["ANTHROPIC_API_KEY"]\n', []],
  ['README.md', 'export ANTHROPIC_API_KEY=your-key\n', []],
])('%s with %j: %j', (path, text, found) => {
  const { findings } = inspect(`/p/${path}`, text);
  expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(found);
});

test('in CI the fix is federation, elsewhere a sign-in', () => {
  const fixOf = (path: string) => inspect(path, `ANTHROPIC_API_KEY: abc\n`).findings[0]?.fix;
  expect(fixOf('/p/.gitlab-ci.yml')).toContain('ant help federation exchange');
  expect(fixOf('/p/compose.yml')).toContain('ant auth login');
});
