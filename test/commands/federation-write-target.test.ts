import { expect, it } from 'vitest';
import { readTarget } from '../../src/commands/federation/write/target.js';

it.each([
  ['github', { kind: 'github', as: 'variable' }],
  ['github-profile', { kind: 'github', as: 'profile' }],
  ['azure-pipelines-profile', { kind: 'azure-pipelines', as: 'profile' }],
  ['file:/srv/a: b', { kind: 'file', path: '/srv/a: b' }],
  ['dotenv:é/ü', { kind: 'dotenv', path: 'é/ü' }],
])('--write %s is understood', (text, target) => {
  expect(readTarget(text)).toEqual(target);
});

it.each([
  ['file', '--write file names no file', 'as in: --write file:FILE'],
  ['gitlab:', '--write gitlab names no file', 'as in: --write gitlab:FILE'],
  ['dotenv:  ', '--write dotenv names no file', 'as in: --write dotenv:FILE'],
  [
    'file: /srv/token',
    '--write file names a file with blanks around its path',
    '--write file:/srv/token',
  ],
  ['github:/srv/env', '--write does not know "github:/srv/env"', 'it takes github-profile'],
  ['file-profile:/srv/x', '--write does not know "file-profile:/srv/x"', 'it takes'],
  ['GitHub', '--write does not know "GitHub"', 'it takes github-profile'],
  ['circleci', '--write does not know "circleci"', 'elsewhere run the program under ant exec'],
])('--write %s says what is wrong with it, and what would do', (text, message, hint) => {
  expect(() => readTarget(text)).toThrow(
    expect.objectContaining({ code: 'usage', message, hint: expect.stringContaining(hint) }),
  );
});
