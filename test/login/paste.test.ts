import { describe, expect, test } from 'vitest';
import { readPaste } from '../../src/login/paste.js';

const STATE = 'S7ate-of_this-login';
const MANUAL = 'https://console.example/oauth/code/callback?app=anthropic-cli';
const LOOPBACK = 'http://localhost:8421/callback';
const EXPECTED = { state: STATE, manualRedirect: MANUAL, loopbackRedirect: LOOPBACK };
const BOTH = `the-code-1#${STATE}`;
const QUERY = `code=the-code-1&state=${STATE}`;

function codeOf(text: string, expected: Parameters<typeof readPaste>[1] = EXPECTED) {
  const read = readPaste(text, expected);
  if (!('answer' in read) || read.answer.kind !== 'code') return read;
  return [read.answer.code.reveal(), read.redirectUri];
}

function becauseOf(text: string, expected = EXPECTED): string {
  const read = readPaste(text, expected);
  return 'because' in read ? read.because : `it was accepted as ${JSON.stringify(read)}`;
}

describe('C18: what a person may paste', () => {
  test.each([
    ['the code and state of the page', BOTH, MANUAL],
    ['with blanks around', `  ${BOTH} \r\n`, MANUAL],
    ['in double quotes', `"${BOTH}"`, MANUAL],
    ['in backquotes', `\`${BOTH}\``, MANUAL],
    ['wrapped over lines', `the-code-1#S7ate\n  -of_this\r\n-login`, MANUAL],
    ['percent-encoded', `the-code-1%23${STATE}`, MANUAL],
    ['the bare code', 'the-code-1', MANUAL],
    ['the address of the page', `${MANUAL}&${QUERY}`, MANUAL],
    ['the failed loopback address', `${LOOPBACK}?${QUERY}`, LOOPBACK],
    ['as browsers show it, without scheme', `localhost:8421/callback?${QUERY}`, LOOPBACK],
    ['by its number', `http://127.0.0.1:8421/callback?${QUERY}`, LOOPBACK],
    ['by its other number', `http://[::1]:8421/callback?${QUERY}`, LOOPBACK],
    ['in angle brackets', `<${LOOPBACK}?${QUERY}>`, LOOPBACK],
    ['in single quotes and with a comma', `'${LOOPBACK}?${QUERY}',`, LOOPBACK],
    ['with a fragment', `${LOOPBACK}?${QUERY}#_=_`, LOOPBACK],
    ['a wrapped address', `${LOOPBACK}?code=the-\n code-1&sta\n te=${STATE}`, LOOPBACK],
    ['an encoded address', encodeURIComponent(`${LOOPBACK}?${QUERY}`), LOOPBACK],
    ['with an invisible mark', `\ufeff${BOTH}\u200b`, MANUAL],
  ])('%s', (_, text, redirectUri) => {
    expect(codeOf(text)).toEqual(['the-code-1', redirectUri]);
  });

  test('a code may hold what it likes before the first #', () => {
    expect(codeOf(`a+/=%23.~b#${STATE}`)).toEqual(['a+/=%23.~b', MANUAL]);
  });

  test('a code with half an escape in it is left as it is', () => {
    expect(codeOf('%zz%23code')).toEqual(['%zz%23code', MANUAL]);
  });

  test('a Console on this machine is not mistaken for the loopback', () => {
    const manualRedirect = 'http://127.0.0.1:9000/oauth/code/callback?app=anthropic-cli';
    const address = `http://127.0.0.1:9000/oauth/code/callback?app=anthropic-cli&${QUERY}`;
    expect(codeOf(address, { ...EXPECTED, manualRedirect })).toEqual([
      'the-code-1',
      manualRedirect,
    ]);
  });

  test('the address of a denial is the denial', () => {
    const read = readPaste(`${LOOPBACK}?error=access_denied&state=${STATE}`, EXPECTED);
    expect(read).toMatchObject({ answer: { kind: 'refused', error: 'access_denied' } });
  });
});

describe('E20: what is no answer to this login', () => {
  test.each([
    ['nothing', '', 'nothing was pasted'],
    ['blanks', ' \n', 'nothing was pasted'],
    ['quotes', '""', 'nothing was pasted'],
    ['a word', 'yes', 'too short'],
    ['a megabyte', 'x'.repeat(1_000_000), 'too long'],
    ['a code of 5000 characters', `${'x'.repeat(5000)}#${STATE}`, 'characters that no code has'],
    ['wrong state', 'the-code-1#another', 'state is not the one'],
    ['empty state', 'the-code-1#', 'state is not the one'],
    ['state twice', `the-code-1#${STATE}#${STATE}`, 'state is not the one'],
    ['no code', `#${STATE}`, 'holds no code'],
    ['control characters', `the\u001b[2Jcode#${STATE}`, 'characters that no code has'],
    ['an address with wrong state', `${LOOPBACK}?code=the-code-1&state=x`, 'state is not the one'],
    ['an address without state', `${LOOPBACK}?code=the-code-1`, 'state is not the one'],
    ['an address with two codes', `${LOOPBACK}?${QUERY}&code=other`, 'came twice'],
    ['another port', `http://localhost:1/callback?${QUERY}`, 'not an address'],
    ['another path', `http://localhost:8421/other?${QUERY}`, 'not an address'],
    ['another host', `https://evil.example/callback?${QUERY}`, 'not an address'],
    ['the Console over http', `${MANUAL.replace('https', 'http')}&${QUERY}`, 'not an address'],
    ['the link itself', 'https://console.example/oauth/authorize?x=1', 'address to open'],
  ])('%s', (_, text, because) => {
    expect(becauseOf(text)).toContain(because);
  });

  test('a loopback address when nobody listens', () => {
    const { loopbackRedirect: _, ...deaf } = EXPECTED;
    expect(readPaste(`${LOOPBACK}?${QUERY}`, deaf)).toMatchObject({ kind: 'no-answer' });
  });

  test('and the reason repeats nothing of what was pasted', () => {
    expect(becauseOf('sk-minted-secret#wrong')).not.toContain('minted');
  });
});
