import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Shell, shellLines } from '../../src/output/shell-lines.js';
import { needs, onPath } from '../support/require.js';

const NASTY = `a'b"c $HOME \`id\` %PATH% \\ ! = é;&|`;

test('E76: a line break or control character in a value is refused in every shell', () => {
  const shells: readonly Shell[] = ['sh', 'fish', 'powershell', 'cmd', 'dotenv'];
  for (const shell of shells) {
    for (const bad of ['a\nB=c', 'a\rb', 'a\u0000b', 'a\u001bb']) {
      expect(shellLines(shell, { A: bad })).toBeUndefined();
    }
  }
});

test('E76: a typographic quote ends no text of PowerShell, and a quote is refused for cmd', () => {
  expect(shellLines('powershell', { A: 'Ada\u2019s; x' })).toBe("$Env:A = 'Ada\u2019\u2019s; x'\n");
  expect(shellLines('cmd', { A: '"&calc&"' })).toBeUndefined();
});

test('a plain value stays plain in dotenv, as the official command prints it', () => {
  expect(shellLines('dotenv', { ANTHROPIC_AUTH_TOKEN: 'sk-ant-oat01-x_Y' })).toBe(
    'ANTHROPIC_AUTH_TOKEN=sk-ant-oat01-x_Y\n',
  );
});

test('a real sh reads back exactly what was put in', () => {
  const lines = shellLines('sh', { A: NASTY }) ?? '';
  expect(execFileSync('sh', ['-c', `${lines}printf %s "$A"`], { encoding: 'utf8' })).toBe(NASTY);
});

describe.runIf(needs('fish', () => onPath('fish')))('fish', () => {
  test('a real fish reads back exactly what was put in', () => {
    const lines = shellLines('fish', { A: NASTY }) ?? '';
    const out = execFileSync('fish', ['--no-config', '-c', `${lines}printf %s "$A"`], {
      encoding: 'utf8',
    });
    expect(out).toBe(NASTY);
  });
});
