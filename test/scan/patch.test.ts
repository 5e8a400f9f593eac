import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs, onPath } from '../support/require.js';
import { type ScanMachine, scanMachine } from './machine.js';
import { mint } from './mint.js';

const KEY = mint('api03');

/** What a file was, and what it must be once the patch is applied. */
const CHANGES: readonly (readonly [path: string, before: string, after: string])[] = [
  [
    '.bashrc',
    `a\nexport ANTHROPIC_API_KEY=${KEY}\nif true; then\n  export ANTHROPIC_API_KEY=${KEY}\nfi\n`,
    'a\n# ANTHROPIC_API_KEY was set here\nif true; then\n  : # ANTHROPIC_API_KEY was set here\nfi\n',
  ],
  [
    '.zshrc',
    'export ANTHROPIC_BASE_URL=http://a\nexport ANTHROPIC_API_KEY="$(op read a)"\n',
    '# export ANTHROPIC_BASE_URL=http://a\nexport ANTHROPIC_API_KEY="$(op read a)"\n',
  ],
  ['project/no newline.env', `ANTHROPIC_API_KEY=${KEY}`, '# ANTHROPIC_API_KEY was set here'],
  [
    'project/.env',
    'A=b\r\nANTHROPIC_PROFILE=a\r\nC=d\r\n',
    'A=b\r\n# ANTHROPIC_PROFILE=a\r\nC=d\r\n',
  ],
  [
    '.claude/settings.json',
    `{\n  "model": "a",\n  "apiKeyHelper": "b",\n  "env": {\n    "A": "b",\n    "ANTHROPIC_API_KEY": "${KEY}"\n  }\n}\n`,
    '{\n  "model": "a",\n  "env": {\n    "A": "b"\n  }\n}\n',
  ],
  [
    'project/compose.yaml',
    `services:\n  app:\n    environment:\n      - ANTHROPIC_API_KEY=${KEY}\n      - A=b\n`,
    'services:\n  app:\n    environment:\n      # ANTHROPIC_API_KEY was set here\n      - A=b\n',
  ],
  [
    'project/.github/workflows/a.yml',
    `on: push\nenv:\n  ANTHROPIC_BASE_URL: http://a\n  ANTHROPIC_API_KEY: ${KEY}\njobs: {}\n`,
    'on: push\n# ANTHROPIC_API_KEY was set here\njobs: {}\n',
  ],
  [
    'project/k8s.yaml',
    `env:\n  - name: ANTHROPIC_API_KEY\n    value: ${KEY}\n  - name: A\n    value: b\n`,
    'env:\n  # ANTHROPIC_API_KEY was set here\n  - name: A\n    value: b\n',
  ],
  [
    'project/steps.yml',
    `steps:\n  - a: b\n  - ANTHROPIC_API_KEY: ${KEY}\n`,
    'steps:\n  - a: b\n  # ANTHROPIC_API_KEY was set here\n',
  ],
  [
    'project/one.yml',
    'variables:\n  # why\n  ANTHROPIC_PROFILE: a # c\n',
    '# variables:\n#   # why\n#   ANTHROPIC_PROFILE: a # c\n',
  ],
  ['project/ünï "q".env', 'ANTHROPIC_PROFILE=a\n', '# ANTHROPIC_PROFILE=a\n'],
];

function planted(): ScanMachine {
  const machine = scanMachine();
  for (const [path, before] of CHANGES) machine.put(path, before);
  return machine;
}

test.each([
  ['git', (file: string) => ['apply', '-p1', file]],
  ['patch', (file: string) => ['-p1', '--batch', '--input', file]],
])('%s applies the patch as it is', async (program, words) => {
  if (!needs(program, () => onPath(program))) return;
  const { home, scan } = planted();
  const file = join(home, 'out.patch');
  const { err } = await scan('--patch', file);
  expect(err).toContain(`cd ${home} && patch -p1 < ${file}`);
  execFileSync(program, words(file), { cwd: home, stdio: 'pipe' });
  for (const [path, , after] of CHANGES) {
    expect(readFileSync(join(home, path), 'utf8'), path).toBe(after);
  }
});

test.runIf(needs('git', () => onPath('git')))(
  'what a patch leaves is what a scan of the patched tree finds',
  async () => {
    const { home, scan } = planted();
    const file = join(home, 'out.patch');
    const { err } = await scan('--patch', file);
    execFileSync('git', ['apply', '-p1', file], { cwd: home });
    const [, left] = /(\d+) of the findings need a hand/.exec(err) ?? [];
    const after = await scan(home, '--json');
    const findings: readonly { path: string; rule: string }[] = JSON.parse(after.out).findings;
    const inTree = findings.filter(({ path }) => path !== file);
    expect(inTree.map(({ rule }) => rule)).toEqual(['static-key-reference']);
    expect(left).toBe('1');
  },
);

describe('a patch', () => {
  test('E85: may be read by its owner alone, even in the place of an open file', async () => {
    const { put, scan } = planted();
    const file = put('out.patch', '');
    chmodSync(file, 0o644);
    await scan('--patch', file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is not written when there is nothing for it to change', async () => {
    const { home, put, scan } = scanMachine();
    put('project/notes.md', KEY);
    const { code, err } = await scan('--patch', '../out.patch');
    expect(code).toBe(7);
    expect(err).toContain('no patch is written');
    expect(statSync(join(home, 'out.patch'), { throwIfNoEntry: false })).toBeUndefined();
  });

  test.each([
    [
      'a value that goes on in the next line',
      'project/.env',
      'ANTHROPIC_CUSTOM_HEADERS="a: b\nc: d"\n',
    ],
    ['a part of a command', '.bashrc', 'ANTHROPIC_PROFILE=a claude\n'],
    ['a line of several settings', '.bashrc', 'export A=b ANTHROPIC_PROFILE=a\n'],
    ['a flow mapping of YAML', 'project/a.yml', 'env: {A: b, ANTHROPIC_PROFILE: a}\n'],
    ['JSON that is broken', 'project/.mcp.json', '{"env": {"ANTHROPIC_PROFILE": "a"\n'],
    [
      'a file that is not UTF-8',
      'project/.env',
      Buffer.from('ANTHROPIC_PROFILE=a\nA=\xe4\n', 'latin1'),
    ],
    ['XML', 'project/.idea/a.xml', '<env name="ANTHROPIC_PROFILE" value="a" />\n'],
  ])('leaves %s to a person', async (_, path, text) => {
    const { home, put, scan } = scanMachine();
    put(path, text);
    const { code, err } = await scan('--patch', join(home, 'out.patch'));
    expect(code).toBe(7);
    expect(err).toContain('no patch is written');
  });
});
