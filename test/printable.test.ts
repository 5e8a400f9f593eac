import { describe, expect, test } from 'vitest';
import { printable, withoutTokens } from '../src/printable.js';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl';
const TAIL = 'canary_canary-canary';

describe('a token that stands where a name, a path or a server’s words were expected', () => {
  test.each([
    [JWT, '[jwt]'],
    [`/run/${JWT}/x`, '/run/[jwt]'],
    [`no file ${JWT}: not found`, 'no file [jwt]: not found'],
    [`"${JWT}" and ${JWT}`, '"[jwt]" and [jwt]'],
    [JWT.slice(0, 30), '[jwt]'],
    [`sk-ant-api03-${TAIL}`, '[api-key]'],
    [`sk-ant-admin01-${TAIL}`, '[admin-key]'],
    [`sk-ant-oat01-${TAIL}`, '[access-token]'],
    [`sk-ant-ort01-${TAIL}`, '[refresh-token]'],
    [`sk-ant-sid01-${TAIL}`, '[secret]'],
  ])('%s is shown as %s', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(withoutTokens(text)).toBe(shown);
  });

  test('is masked before the text is cut, and when a terminal wrapped it', () => {
    expect(printable(`the file ${JWT}`, 20)).toBe('the file [jwt]');
    expect(printable(`${JWT.slice(0, 20)}\n${JWT.slice(20)} is none`)).toBe('[jwt] is none');
  });

  test.each([
    'keys start with sk-ant-api03-, tokens with sk-ant-oat01-',
    'must start with sk-ant-api03-sandbox-',
    'monkeyJhbGciOiJSUzI1NiJ9',
    'a JWT starts with eyJ',
  ])('words about tokens stay: %s', (text) => {
    expect(printable(text)).toBe(text);
  });
});
