import { describe, expect, it } from 'vitest';
import { complete, renderCompletion } from '../../src/grammar/complete.js';
import { COMMANDS, GROUPS } from '../../src/grammar/table.js';

const vocabulary = { commands: COMMANDS, groups: GROUPS };

/** What Tab offers after `ant ` and these words; the last one, perhaps empty, is being typed. */
function offered(line: string): readonly string[] {
  return complete(vocabulary, line.split(' ')).candidates.map(({ value }) => value);
}

function from(line: string): string | undefined {
  return complete(vocabulary, line.split(' ')).from;
}

describe('Tab', () => {
  it('offers the first word of every command at the start, each once', () => {
    const first = COMMANDS.map(({ path }) => path[0]);
    expect(offered('')).toEqual([...new Set(first)]);
  });

  it('offers every verb of a group, each once', () => {
    const verbs = COMMANDS.filter(({ path }) => path[0] === 'auth').map(({ path }) => path[1]);
    expect(offered('auth ')).toEqual([...new Set(verbs)]);
  });

  it.each([
    ['w', ['whoami']],
    ['auth lo', ['login', 'logout']],
    ['auth login --st', ['--store']],
    ['auth login --store ', ['split', 'keychain', 'file']],
    ['auth login --store k', ['keychain']],
    ['auth store move s', ['split']],
    ['--profile work auth lo', ['login', 'logout']],
    ['--json auth lo', ['login', 'logout']],
    ['auth --profile work lo', ['login', 'logout']],
    ['--prof', ['--profile']],
    ['auth login --prof', ['--profile']],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
    ['completion f', ['fish']],
    ['completion fish ""', expect.arrayContaining(['--json', '--help'])],
    ['whoami --ver', ['--verify', '--version']],
    ['help ', expect.arrayContaining(['auth', 'exit-codes', 'environment'])],
    ['help auth lo', ['login', 'logout']],
    ['help auth e', []],
    ['profile set work', ['workspace_id']],
    ['nonsense ', []],
    ['auth login --callback-port ', []],
    ['""', expect.arrayContaining(['auth', 'whoami'])],
  ])('after `ant %s`', (line, words) => {
    expect(offered(line)).toEqual(words);
  });

  it.each([
    ['profile activate ', 'profile'],
    ['whoami --profile ', 'profile'],
    ['--profile ', 'profile'],
    ['whoami --config-dir ', 'directory'],
    ['federation exchange --identity-token-file ', 'file'],
    ['auth login --callback-port ', undefined],
  ])('after `ant %s` the names come from elsewhere: %s', (line, source) => {
    expect(from(line)).toBe(source);
  });

  it('is answered in lines of a value, a tab and a summary, or with a word for the shell', () => {
    expect(renderCompletion({ candidates: [{ value: 'a', summary: 'first' }] })).toBe('a\tfirst\n');
    expect(renderCompletion({ candidates: [], from: 'file' })).toBe(':file\n');
  });
});
