import { describe, expect, it } from 'vitest';
import { program } from '../support/program.js';
import { inTerminal } from './pseudo-terminal.js';

/** Prints what was picked; after `again`, reads a line in the ordinary way. */
const PICK = `
  import { pick } from '../tui/picker.js';
  import { lineReader } from './input.js';
  const screen = { input: process.stdin, output: process.stderr };
  const choices = Array.from({ length: 30 }, (_, index) => ({ value: 'profile-' + index }));
  const interrupt = new AbortController().signal;
  const picked = await pick({ screen, title: 'Which?', choices, current: 'profile-1', interrupt })
    .catch((error) => error.code);
  console.log('picked ' + picked);
  if (process.argv[2] === 'again') console.log('typed ' + (await lineReader()(interrupt)));
`;

const URL_TEXT = `https://platform.example/oauth/authorize?state=${'0123456789'.repeat(20)}`;

/** A login that takes one paste. */
const LOGIN = `
  import { inkLoginView } from '../tui/login-view.js';
  import { lineReader } from './input.js';
  const screen = { input: process.stdin, output: process.stderr };
  const never = new AbortController().signal;
  const view = inkLoginView({ now: () => 0, sleep: () => new Promise(() => {}), terminal: {} }, screen);
  view.show({ kind: 'open', url: '${URL_TEXT}', opened: true });
  view.show({ kind: 'manual', url: '${URL_TEXT}-manual' });
  view.show({ kind: 'waiting', port: 1, until: 300 });
  const given = new Promise((resolve) => view.cancelled.addEventListener('abort', () => resolve('cancelled')));
  const pasted = await Promise.race([view.readPaste(never), given]);
  view.show({ kind: 'exchanging' });
  view.show({ kind: 'done' });
  view.close();
  console.log('got ' + pasted);
  if (process.argv[2] === 'again') console.log('typed ' + (await lineReader()(never)));
`;

const soon = { timeout: 10_000 };

describe('in a real pseudo-terminal', { timeout: 30_000 }, () => {
  it('the picker scrolls, picks, disappears and gives the terminal back', async () => {
    const { press, lines, ended } = inTerminal([program(PICK), 'again']);
    await expect.poll(lines, soon).toContain('> profile-1');
    press('\u001b[A');
    await expect.poll(lines, soon).toContain('> profile-0');
    press('\u001b[A');
    await expect.poll(lines, soon).toContain('> profile-29');
    press('\r');
    await expect.poll(lines, soon).toContain('picked profile-29');
    expect(lines()[0]).toBe('picked profile-29');
    expect(lines().join('\n')).not.toContain('Which?');
    press('as usual\r');
    await expect.poll(lines, soon).toContain('typed as usual');
    expect(await ended).toBe(0);
  });

  it('the picker fits into 20 columns and 8 rows', async () => {
    const { press, lines, ended } = inTerminal([program(PICK)], { cols: 20, rows: 8 });
    await expect.poll(lines, soon).toContain('> profile-1');
    expect(lines().filter((line) => line !== '').length).toBeLessThan(8);
    press('\u001b[B');
    await expect.poll(lines, soon).toContain('> profile-2');
    press('\r');
    await expect.poll(lines, soon).toContain('picked profile-2');
    expect(lines()[0]).toBe('picked profile-2');
    expect(await ended).toBe(0);
  });

  it('a login fits into 20 columns', async () => {
    const { press, lines, ended } = inTerminal([program(LOGIN)], { cols: 20, rows: 12 });
    await expect.poll(() => lines().join(''), soon).toContain('5:00 left');
    press('the-code#the-state\r');
    await expect.poll(lines, soon).toContain('got the-code#the-state');
    expect(lines()).toContain(`${URL_TEXT}-manual`);
    expect(lines()[4]).toMatch(/^3\. paste .* press Enter$/);
    expect(lines()[5]).toBe('got the-code#the-state');
    expect(await ended).toBe(0);
  });

  it('Ctrl-C in the picker is an interruption', async () => {
    const { press, lines, ended } = inTerminal([program(PICK)]);
    await expect.poll(lines, soon).toContain('> profile-1');
    press('\u0003');
    await expect.poll(lines, soon).toContain('picked interrupted');
    expect(await ended).toBe(0);
  });

  it('a login shows URLs that copy in one piece, takes a paste, and gives the terminal back', async () => {
    const { press, lines, raw, ended } = inTerminal([program(LOGIN), 'again']);
    await expect.poll(lines, soon).toContain('waiting for the browser, 5:00 left');
    expect(lines()).toContain(URL_TEXT);
    expect(lines()).toContain(`${URL_TEXT}-manual`);
    expect(lines().filter((line) => /^[123]\. /.test(line))).toHaveLength(3);
    press('the-code#the-state');
    await expect.poll(() => lines().join('\n'), soon).toContain('(18 characters)');
    expect(raw()).not.toContain('the-code');
    press('\r');
    await expect.poll(lines, soon).toContain('got the-code#the-state');
    // What was printed above stays, to the last line, and nothing else does.
    expect(lines().slice(0, 6)).toEqual([
      expect.stringMatching(/^1\. approve .* this machine:$/),
      URL_TEXT,
      expect.stringMatching(/^2\. or, .* approve:$/),
      `${URL_TEXT}-manual`,
      expect.stringMatching(/^3\. paste .* press Enter$/),
      'got the-code#the-state',
    ]);
    press('as usual\r');
    await expect.poll(lines, soon).toContain('typed as usual');
    expect(await ended).toBe(0);
  });

  it('Ctrl-C in a login cancels it', async () => {
    const { press, lines, ended } = inTerminal([program(LOGIN)]);
    await expect.poll(() => lines().join('\n'), soon).toContain('paste here:');
    press('\u0003');
    await expect.poll(lines, soon).toContain('got cancelled');
    expect(await ended).toBe(0);
  });
});
