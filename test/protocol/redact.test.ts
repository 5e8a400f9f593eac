import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { redact } from '../../src/protocol/redact.js';
import { readTokenResponse } from '../../src/protocol/token-response.js';
import { Secret } from '../../src/secret.js';

const AWKWARD = `a"b\\c/d+e=f g${randomBytes(24).toString('base64')}`;

describe('E32: a secret that a server echoes is masked', () => {
  const json = JSON.stringify(AWKWARD).slice(1, -1);
  const percent = encodeURIComponent(AWKWARD);
  const form = new URLSearchParams({ x: AWKWARD }).toString().slice(2);
  test.each([
    ['as it was', AWKWARD],
    ['escaped for JSON', json],
    ['escaped for JSON with its slashes', json.replaceAll('/', '\\/')],
    ['percent-encoded', percent],
    ['percent-encoded in lower case', percent.replace(/%../g, (hex) => hex.toLowerCase())],
    ['form-encoded', form],
    ['without its end', AWKWARD.slice(0, 30)],
    ['without its start', AWKWARD.slice(12)],
    ['cut off with dots', `${AWKWARD.slice(0, 30)}...`],
  ])('%s', (_, echo) => {
    const shown = redact(`bad value token=${echo}, sorry`, [new Secret(AWKWARD)]);
    expect(shown).toMatch(/^bad value token=\[secret\](\.\.\.)?, sorry$/);
  });

  test('every time, and every secret of the request', () => {
    const secrets = [new Secret('short'), new Secret(AWKWARD)];
    expect(redact(`short ${AWKWARD} short`, secrets)).toBe('[secret] [secret] [secret]');
  });

  test('a secret that is no well-formed Unicode is masked like any other', () => {
    const odd = new Secret('odd\ud800-secret');
    expect(redact(`bad ${odd.reveal()}`, [odd])).toBe('bad [secret]');
  });

  test('also when it is a token that we did not send', () => {
    expect(redact('for sk-ant-minted-0123456789 and eyJhbGciOi.x.y', [])).toBe(
      'for [secret] and [jwt]',
    );
  });

  test('and words that are no secret stay', () => {
    const said = 'federation_rule_id is not a well-formed fdrl_ tagged ID';
    expect(redact(said, [new Secret(AWKWARD), new Secret('')])).toBe(said);
  });
});

test('E32: an assertion, a code and a verifier echoed anywhere in a refusal reach no message', () => {
  const secrets = [randomBytes(300), randomBytes(32), randomBytes(64)].map(
    (bytes) => new Secret(bytes.toString('base64url')),
  );
  for (const secret of secrets) {
    const value = secret.reveal();
    const bodies = [
      { error: value.slice(0, 43), error_description: value },
      { error: { type: value.slice(0, 43), message: value } },
      { error: { type: 'invalid_request_error', message: `assertion ${value} is bad` } },
      { error: 'invalid_grant', error_description: value, error_uri: value },
      { [value]: value },
      value,
    ];
    for (const status of [400, 401, 403, 404, 429, 500, 200, 307]) {
      for (const body of bodies) {
        const shown = shownFor(status, JSON.stringify(body), secrets);
        expect(shown).not.toContain(value.slice(0, 12));
        expect(shown).not.toContain(value.slice(-12));
      }
    }
  }
});

function shownFor(status: number, body: string, secrets: readonly Secret[]): string {
  const headers = { 'content-type': 'application/json', 'request-id': 'req_1' };
  try {
    readTokenResponse(
      { status, headers, body },
      { now: 0, host: 'api.example', grant: 'jwt-bearer', secrets },
    );
  } catch (error) {
    if (error instanceof AntError) return `${error.message} ${error.hint} ${error.requestId}`;
    throw error;
  }
  throw new Error('it was accepted');
}
