import { describe, expect, test } from 'vitest';
import type { Handshake, NameLookup } from '../../src/checkup.js';
import { AntError } from '../../src/errors.js';
import { exitCodeOf } from '../../src/health/examine.js';
import type { HttpResponse } from '../../src/host.js';
import { printable } from '../../src/printable.js';
import { fakeHost, NOON } from '../support/host.js';
import { examined, said } from './examined.js';

const date = (epoch: number) => new Date(epoch * 1000).toUTCString();

const answer = (headers: Readonly<Record<string, string>>) => async (): Promise<HttpResponse> => ({
  status: 404,
  headers,
  body: '',
});

function online(given: Parameters<typeof fakeHost>[0] = {}) {
  return fakeHost({ http: answer({ date: date(NOON) }), ...given });
}

const asked = (host: ReturnType<typeof fakeHost>) => examined(host, { offline: false });

describe('E48: the clock', () => {
  test.each([
    [0, /^ok: within 1 s of api\.anthropic\.com$/],
    [4, /^ok: within 4 s/],
    [20, /^note: this clock is 20 s ahead of api\.anthropic\.com/],
    [31, /^note: this clock is 31 s ahead/],
    [
      35,
      /^broken: this clock is 35 s ahead of api\.anthropic\.com, and identity tokens are refused/,
    ],
    [-90, /^broken: this clock is 90 s behind/],
    [7200, /^broken: this clock is 7200 s \(2 h\) ahead/],
  ])('off by %d s', async (ahead, line) => {
    const lines = await asked(online({ http: answer({ date: date(NOON - ahead) }) }));
    expect(said(lines, 'clock')).toEqual([expect.stringMatching(line)]);
  });

  test('half of a slow answer’s time is on the house', async () => {
    let passed = 0;
    const host = online({ locks: { ticks: () => passed } });
    const http: typeof host.http = async () => {
      passed += 8000;
      return answer({ date: date(NOON - 34) })();
    };
    const lines = await examined({ ...host, http }, { offline: false });
    expect(said(lines, 'clock')).toEqual([expect.stringMatching(/^note: /)]);
  });

  test('what a cache kept has its age added', async () => {
    const headers = { date: date(NOON - 600), age: '600' };
    const lines = await asked(online({ http: answer(headers) }));
    expect(said(lines, 'clock')).toEqual([expect.stringMatching(/^ok: /)]);
  });

  test('a server that does not say is no answer: exit code 5', async () => {
    const lines = await asked(online({ http: answer({}) }));
    expect(said(lines, 'clock')).toEqual([
      'skipped: api.anthropic.com did not say what time it is',
    ]);
    expect(exitCodeOf(lines)).toBe(5);
  });

  test('no credential is sent', async () => {
    const host = online({ env: { ANTHROPIC_API_KEY: 'minted-key' } });
    await asked(host);
    expect(host.sent).toHaveLength(1);
    expect(JSON.stringify(host.sent)).not.toContain('minted-key');
    expect(Object.keys(host.sent[0]?.headers ?? {})).toEqual(['user-agent']);
  });
});

describe('names and certificates', () => {
  const certificate = {
    subject: 'proxy.corp',
    issuer: 'Corp CA',
    validFrom: 0,
    validTo: NOON + 90_000,
  };
  const shaking = (handshake: Handshake) =>
    online({ checkup: { shakeHands: async () => handshake } });
  const refused = {
    state: 'refused',
    because: 'h showed a certificate that is not trusted',
  } as const;

  test.each<readonly [string, NameLookup, RegExp, number]>([
    [
      'a name that is not there is broken',
      { state: 'unknown', because: 'there is no such host' },
      /^broken: /,
      7,
    ],
    [
      'a name server that is silent is no answer',
      { state: 'silent', because: 'it does not answer' },
      /^skipped: /,
      5,
    ],
  ])('%s, and nobody waits for the rest', async (_story, found, line, code) => {
    const host = online({
      checkup: {
        lookUp: async () => found,
        shakeHands: async () => {
          throw new Error('nobody to shake hands with');
        },
      },
    });
    const lines = await asked(host);
    expect(said(lines, 'name')).toEqual([expect.stringMatching(line)]);
    expect(said(lines, 'certificate')).toEqual(['skipped: there is nobody to ask']);
    expect(exitCodeOf(lines)).toBe(code);
    expect(host.sent).toEqual([]);
  });

  test('E28: an unknown authority is named, with the variable that makes it known', async () => {
    const host = shaking({ ...refused, certificate, unvouched: true });
    const lines = await asked(host);
    expect(said(lines, 'certificate')).toEqual([
      'broken: h showed a certificate that is not trusted; it was made out to "proxy.corp"',
    ]);
    expect(lines.find(({ id }) => id === 'certificate')?.fix).toMatchObject({
      words: expect.stringMatching(/"Corp CA".*set NODE_EXTRA_CA_CERTS/),
    });
    expect(said(lines, 'clock')).toEqual(['skipped: there is nobody to ask']);
  });

  test('E28: one of this machine’s own is worth a note: somebody may read along', async () => {
    const lines = await asked(shaking({ state: 'trusted', certificate, public: false }));
    expect(said(lines, 'certificate')).toEqual([
      expect.stringMatching(/^note: .*vouched for by "Corp CA".*read along; it ends in 1 d$/),
    ]);
    expect(said(lines, 'clock')).toEqual([expect.stringMatching(/^ok: /)]);
  });

  test('a server that does not answer is no answer: exit code 5', async () => {
    const lines = await asked(shaking({ state: 'silent', because: 'h did not answer' }));
    expect(said(lines, 'certificate')).toEqual(['skipped: h did not answer']);
    expect(exitCodeOf(lines)).toBe(5);
  });

  test('E83: names in a certificate obey nobody', async () => {
    const evil = { ...certificate, subject: 'x\u001b[2J\n', issuer: '\u202egro.live' };
    const lines = await asked(shaking({ ...refused, certificate: evil, unvouched: true }));
    for (const { because, fix = {} } of lines) {
      for (const text of [because, ...Object.values(fix)]) {
        expect(printable(String(text), 1000)).toBe(text);
      }
    }
  });

  test('--offline asks nobody, and is no failure', async () => {
    const host = fakeHost();
    const lines = await examined(host, { offline: true });
    for (const id of ['name', 'certificate', 'clock']) {
      expect(said(lines, id)).toEqual(['skipped: not asked (--offline)']);
    }
    expect(exitCodeOf(lines)).toBe(0);
    expect(host.sent).toEqual([]);
  });

  test('a request that fails on the way is no answer', async () => {
    const http = async () => {
      throw new AntError('network', 'it did not answer within 5 seconds');
    };
    const lines = await asked(online({ http }));
    expect(said(lines, 'clock')).toEqual(['skipped: it did not answer within 5 seconds']);
  });
});
