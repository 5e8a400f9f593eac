import { expect, test } from 'vitest';
import { plainView } from '../../src/login/plain-view.js';
import type { LoginEvent } from '../../src/login/view.js';
import { fakeHost, NOON } from '../support/host.js';

const URL_1 = `https://console.example/oauth/authorize?x=${'1'.repeat(300)}`;
const URL_2 = `https://console.example/oauth/authorize?x=${'2'.repeat(300)}`;
const signal = new AbortController().signal;

function told(events: readonly LoginEvent[]): readonly string[] {
  const host = fakeHost();
  const view = plainView(host);
  for (const event of events) view.show(event);
  expect(host.out).toEqual([]);
  return host.said;
}

test('a login with a browser is numbered steps, each URL whole and alone on its line', () => {
  const lines = told([
    { kind: 'open', url: URL_1, opened: true },
    { kind: 'manual', url: URL_2 },
    { kind: 'waiting', port: 8421, until: NOON + 300 },
    { kind: 'rejected-paste', because: 'it is too short to be a code' },
    { kind: 'exchanging' },
    { kind: 'done' },
  ]);
  expect(lines).toEqual([
    '1. approve in the browser that has just opened; if you see none, open this address on this machine:',
    URL_1,
    '2. or, if this machine has no browser, open this address on another and approve:',
    URL_2,
    '3. paste here the code that the page then shows, and press Enter',
    'waiting 5 minutes for the browser to come back to port 8421',
    'that cannot be used: it is too short to be a code; try again',
    'approved; trading the code for a token',
  ]);
});

test('a browser that was not opened is not claimed to be', () => {
  const [line] = told([{ kind: 'open', url: URL_1, opened: false }]);
  expect(line).toBe('1. open this address in a browser on this machine and approve:');
});

test('a login from another machine starts with the line that forwards the port', () => {
  const lines = told([
    { kind: 'forward', url: URL_1, port: 8421 },
    { kind: 'waiting', port: 8421, until: NOON + 90 },
  ]);
  expect(lines.slice(0, -1)).toEqual([
    '1. on the machine with the browser, run this in a terminal (HOST is this machine):',
    'ssh -L 8421:localhost:8421 HOST',
    '2. open this address in that browser and approve:',
    URL_1,
    '3. if the page after that does not load, paste its whole address here and press Enter',
  ]);
  expect(lines.at(-1)).toBe('waiting 90 seconds for the browser to come back to port 8421');
});

test('a login without a listener is an address to open and a code to paste', () => {
  const lines = told([
    { kind: 'note', text: 'nothing can listen here' },
    { kind: 'manual', url: URL_1 },
  ]);
  expect(lines).toEqual([
    'nothing can listen here',
    '1. open this address in a browser, on this machine or another, and approve:',
    URL_1,
    '2. paste here the code that the page then shows, and press Enter',
  ]);
});

test('a paste is a line of standard input', async () => {
  const view = plainView(fakeHost({ stdin: 'one\ntwo\n' }));
  expect(await view.readPaste(signal)).toBe('one');
  expect(await view.readPaste(signal)).toBe('two');
  expect(await view.readPaste(signal)).toBeUndefined();
});

test('E20: standard input that cannot be read is one that has ended', async () => {
  const readLine = async () => {
    throw new Error('EIO');
  };
  expect(await plainView(fakeHost({ terminal: { readLine } })).readPaste(signal)).toBeUndefined();
});
