import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkIdentityToken, readIdentityToken } from '../../src/identity/read-token.js';
import { realFiles } from '../../src/node/files.js';
import { Secret } from '../../src/secret.js';
import { fakeHost, NOON } from '../support/host.js';
import { tempDir } from '../support/temp.js';

const FILE = { kind: 'file', path: '/run/token', from: '--identity-token-file' } as const;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object, header: object = { alg: 'RS256', kid: 'k' }) =>
  `${part(header)}.${part(claims)}.${Buffer.alloc(256, 7).toString('base64url')}`;
const good = { iss: 'https://issuer.example', sub: 's', aud: 'a', iat: NOON - 5, exp: NOON + 300 };

test('a token is read from a file, a link to a file, standard input or a variable, and trimmed', async () => {
  const host = fakeHost({
    env: { ANTHROPIC_IDENTITY_TOKEN: ' from.the.variable ' },
    stdin: 'from.standard.input\n',
    disk: {
      '/run/token': 'from.the.file\r\n',
      '/run/link': { kind: 'symlink', target: '/run/token' },
    },
  });
  const read = async (origin: Parameters<typeof readIdentityToken>[1]) =>
    (await readIdentityToken(host, origin)).reveal();
  expect(await read(FILE)).toBe('from.the.file');
  expect(await read({ ...FILE, path: '/run/link' })).toBe('from.the.file');
  expect(await read({ kind: 'stdin' })).toBe('from.standard.input');
  expect(await read({ kind: 'variable', name: 'ANTHROPIC_IDENTITY_TOKEN' })).toBe(
    'from.the.variable',
  );
});

test('a file that cannot be read is told as whose it is, and what to do', async () => {
  const host = fakeHost({ disk: { '/run/token': 'x'.repeat(70_000) } });
  await expect(readIdentityToken(host, FILE)).rejects.toMatchObject({
    code: 'file',
    message:
      'the identity token file /run/token (--identity-token-file): /run/token is larger than 65536 bytes',
    hint: expect.stringContaining('name the file'),
  });
});

test('E50: a file that is replaced while it is read gives the old token or the new one, whole', async () => {
  const path = join(tempDir(), 'token');
  const tokens = ['a', 'b'].map((letter) => jwt({ ...good, sub: letter.repeat(20_000) }));
  const replace = (text = '') => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  };
  replace(tokens[0]);
  const host = fakeHost({ files: realFiles({}) });
  const readings = Array.from({ length: 40 }, async (_, turn) => {
    const reading = readIdentityToken(host, { ...FILE, path });
    replace(tokens[turn % 2]);
    return (await reading).reveal();
  });
  for (const reading of readings) expect(tokens).toContain(await reading);
});

test.each([
  ['E50: a missing file', {}, 'does not exist'],
  ['E50: a directory', { '/run/token': { kind: 'directory' as const } }, 'is not a regular file'],
  ['E50: a FIFO', { '/run/token': { kind: 'other' as const } }, 'is not a regular file'],
])('%s is named with the flag it came from', async (_story, disk, words) => {
  await expect(readIdentityToken(fakeHost({ disk }), FILE)).rejects.toThrow(
    expect.objectContaining({
      code: 'identity-token',
      message: expect.stringMatching(new RegExp(`--identity-token-file.*${words}`)),
    }),
  );
});

test.each([
  ['empty', ''],
  ['not a JWT', 'hello'],
  ['too large', `${jwt(good)}${'A'.repeat(17_000)}`],
  ['expired', jwt({ ...good, exp: NOON - 60 })],
  ['unsigned', jwt(good, { alg: 'none' })],
])('a token that is %s is refused by name and never shown', (_story, text) => {
  let message = '';
  try {
    checkIdentityToken(new Secret(text), FILE, NOON);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain('/run/token');
  if (text.length > 10) expect(message).not.toContain(text.slice(-10));
});

test('a good token passes', () => {
  expect(() => checkIdentityToken(new Secret(jwt(good)), FILE, NOON)).not.toThrow();
});
