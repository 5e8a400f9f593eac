import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ant } from '../support/ant.js';
import { needs, onPath } from '../support/require.js';
import { tempDir } from '../support/temp.js';
import { atShell } from './shell.js';

const SCRIPTS = fileURLToPath(new URL('../../completions', import.meta.url));

type Case = {
  readonly shell: 'bash' | 'zsh' | 'fish';
  readonly check: readonly string[];
  readonly start: readonly [string, ...string[]];
  readonly load: string;
};

const CASES: readonly Case[] = [
  {
    shell: 'bash',
    check: ['bash', '-n'],
    start: ['bash', '--norc', '--noprofile', '-i'],
    load: `source ${SCRIPTS}/ant.bash`,
  },
  {
    shell: 'zsh',
    check: ['zsh', '-n'],
    start: ['zsh', '-f', '-i'],
    load: `autoload -U compinit; compinit -u -D; source ${SCRIPTS}/ant.zsh`,
  },
  {
    shell: 'fish',
    check: ['fish', '--no-execute'],
    start: ['fish', '--no-config', '--private'],
    load: `source ${SCRIPTS}/ant.fish`,
  },
];

describe.each(CASES)('$shell', ({ shell, check, start, load }) => {
  const here = needs(shell, () => onPath(shell));

  it.runIf(here)('finds no fault in the syntax of its script', () => {
    const [command = '', ...words] = check;
    const { status, stderr } = spawnSync(command, [...words, join(SCRIPTS, `ant.${shell}`)], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.runIf(here)('completes commands, flags, profiles and files at a real Tab', async () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'configs'));
    writeFileSync(join(dir, 'configs', 'staging.json'), '{}');
    writeFileSync(join(dir, 'identity-token'), '');
    const { type, sees } = atShell(start, { ANTHROPIC_CONFIG_DIR: dir });
    type(`${load}; echo lo''aded\r`);
    await sees(/^loaded/m);
    type('ant auth logi\t--no-br\t');
    await sees(/ant auth login --no-browser/);
    type('\u0015ant profile activate s\t#');
    await sees(/ant profile activate staging ?#/);
    type(`\u0015ant federation exchange --identity-token-file ${dir}/iden\t#`);
    await sees(/identity-token-file .*\/identity-token ?#/);
    type(`\u0015ant whoami --config-dir ${dir}/conf\t#`);
    await sees(/config-dir .*\/configs\/? ?#/);
    type('\u0015ant auth log\t\t');
    await sees(/logout/);
  });
});

describe('the scripts', () => {
  it.each([
    ['bash', 'bash'],
    ['zsh', 'zsh'],
    ['fish', 'fish'],
    ['powershell', 'ps1'],
  ])('ant completion %s prints the one in completions/', async (shell, extension) => {
    const { out } = await ant(['completion', shell]);
    expect(out).toBe(readFileSync(join(SCRIPTS, `ant.${extension}`), 'utf8'));
  });

  it('the untested one says that it is', async () => {
    expect((await ant(['completion', 'powershell'])).out).toMatch(/^# Untested/m);
  });
});
