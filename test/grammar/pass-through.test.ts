import { describe, expect, it } from 'vitest';
import { ownWords } from '../../src/grammar/pass-through.js';
import { COMMANDS, GROUPS } from '../../src/grammar/table.js';
import { parse } from '../../src/parser.js';

const grammar = { commands: COMMANDS, groups: GROUPS, version: '0.0.0' };

/** What the program is started with, and the profile that `ant` itself was told. */
function typed(line: string) {
  const found = parse(grammar, line.split(' '));
  if (found.kind !== 'run') throw new Error(`this is not run: ${line}`);
  return { command: found.input.command, profile: found.input.profile, env: found.input.env };
}

describe('the words of a program that ant runs', () => {
  it.each([
    ['exec -- npm test', ['npm', 'test']],
    ['exec npm test', ['npm', 'test']],
    ['exec npm --version --help -V', ['npm', '--version', '--help', '-V']],
    ['exec -- npm --profile theirs', ['npm', '--profile', 'theirs']],
    ['exec npm --profile theirs --json --env', ['npm', '--profile', 'theirs', '--json', '--env']],
    ['exec git checkout -- file', ['git', 'checkout', '--', 'file']],
    ['exec -- git checkout -- file', ['git', 'checkout', '--', 'file']],
    ['exec -- -odd --name', ['-odd', '--name']],
    ['exec exec exec', ['exec', 'exec']],
    ['exec -', ['-']],
  ])('`ant %s` are its own, flags included', (line, command) => {
    expect(typed(line)).toEqual({ command, profile: undefined, env: undefined });
  });

  it.each([
    'exec --profile ours --env npm --profile theirs',
    '--profile ours exec --env npm --profile theirs',
    'exec --env --profile=ours npm --profile theirs',
    'exec --env --profile ours -- npm --profile theirs',
  ])('`ant %s`: what stands before them is ours', (line) => {
    const command = ['npm', '--profile', 'theirs'];
    expect(typed(line)).toEqual({ command, profile: 'ours', env: true });
  });

  it('a profile may be called exec', () => {
    const { command, profile } = typed('--profile exec exec ls');
    expect({ command, profile }).toEqual({ command: ['ls'], profile: 'exec' });
  });

  it('without any, or with a flag that ant does not know before them, it is a mistake', () => {
    expect(() => typed('exec')).toThrow('missing required argument "command"');
    expect(() => typed('exec --evn npm')).toThrow('unknown option "--evn"');
  });

  it('of every other command stay where they are', () => {
    expect(parse(grammar, ['whoami', '--json'])).toMatchObject({ input: { json: true } });
  });
});

it('a flag of the program that is run is not taken for ours', () => {
  const words = (line: string) => ownWords(COMMANDS, line.split(' '));
  expect(words('exec --debug node x.js --json')).toEqual(['exec', '--debug']);
  expect(words('exec -- node --debug')).toEqual(['exec']);
  expect(words('whoami --json')).toEqual(['whoami', '--json']);
});
