import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { newMask } from '../../src/child/mask.js';
import { secretForms } from '../../src/child/secret-forms.js';
import { Secret } from '../../src/secret.js';

/** 108 characters, as the platform's. */
const TOKEN = `sk-ant-oat01-sandbox-${'aB3_xY-9'.repeat(10)}0123AA`;

function maskOf(...secrets: readonly string[]) {
  const mask = newMask();
  for (const secret of secrets) mask.hide(new Secret(secret));
  return mask;
}

/** What comes out when the text goes in cut at these places. */
function masked(printed: Uint8Array | string, secrets = [TOKEN], cuts: readonly number[] = []) {
  const bytes = Buffer.from(printed as string);
  const filter = maskOf(...secrets).filter();
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  const pieces = edges
    .slice(1)
    .map((edge, index) => filter.push(bytes.subarray(edges[index], edge)));
  return Buffer.concat([...pieces, filter.end()]);
}

const text = (...given: Parameters<typeof masked>) => masked(...given).toString();

describe('E79: the token is masked', () => {
  const base64 = (value: string) => Buffer.from(value).toString('base64');
  const wrap = (value: string, width: number, end = '\n') =>
    value.replace(new RegExp(`(.{${width}})`, 'g'), `$1${end}`);
  it.each([
    ['by itself', TOKEN],
    ['in a sentence', `the token is ${TOKEN}, so there`],
    ['twice in a row', TOKEN + TOKEN],
    ['after a false start', `sk-ant-sk-ant-oat01-${TOKEN}`],
    ['in JSON', JSON.stringify({ access_token: TOKEN })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ access_token: TOKEN }))],
    ['in a header', `Authorization: Bearer ${TOKEN}\r\n`],
    ['in a query', `https://x.example/?token=${encodeURIComponent(TOKEN)}&x=1`],
    ['in base64', base64(TOKEN)],
    ['in base64 after one byte', base64(`a${TOKEN}`)],
    ['in base64 after two bytes', base64(`ab${TOKEN}`)],
    ['in base64 of a header of basic authentication', base64(`user:${TOKEN}\n`)],
    ['in base64url', Buffer.from(`{"t":"${TOKEN}"}`).toString('base64url')],
    ['in base64 wrapped at 76, as by base64(1)', wrap(base64(TOKEN), 76)],
    ['in base64 wrapped at 64 with CRLF, as by certutil', wrap(base64(`x${TOKEN}`), 64, '\r\n')],
    ['in hexadecimal', Buffer.from(TOKEN).toString('hex')],
    ['in hexadecimal wrapped at 60, as by xxd -p', wrap(Buffer.from(TOKEN).toString('hex'), 60)],
    ['in HEXADECIMAL', Buffer.from(TOKEN).toString('hex').toUpperCase()],
    [
      'with its beginning in colour, as by grep --color',
      TOKEN.replace('sk-ant', '\u001b[01;31m\u001b[Ksk-ant\u001b[m\u001b[K'),
    ],
    ['wrapped by a narrow table', wrap(TOKEN, 40)],
  ])('%s, in one piece and byte by byte', (_form, printed) => {
    const whole = text(printed);
    expect(whole).toContain('[masked]');
    expect(whole).not.toMatch(remainder());
    const everywhere = Array.from({ length: printed.length }, (_, index) => index);
    expect(text(printed, [TOKEN], everywhere)).toBe(whole);
  });

  /** Sixteen characters in a row of anything the token can look like. */
  function remainder() {
    const pieces = secretForms(TOKEN).flatMap((form) => {
      const spelled = Buffer.from(form).toString();
      return Array.from({ length: spelled.length - 15 }, (_, at) => spelled.slice(at, at + 16));
    });
    return new RegExp(pieces.join('|'));
  }

  it('and an older one as well, once there is a newer', () => {
    const mask = maskOf('old-old-old-old');
    const filter = mask.filter();
    const first = filter.push(Buffer.from('old-old-old-old '));
    mask.hide(new Secret('new-new-new-new'));
    const second = filter.push(Buffer.from('new-new-new-new old-old-old-old'));
    expect(`${first}${second}${filter.end()}`).toBe('[masked] [masked] [masked]');
  });

  it('the longer one, where one secret begins with another', () => {
    const [short, long] = ['abcdefgh', 'abcdefghijkl'];
    expect(text(`${long} ${short}`, [short, long], [3, 9, 10])).toBe('[masked] [masked]');
  });

  it.each([
    ['reversed', [...TOKEN].reverse().join('')],
    ['with a blank after each character', [...TOKEN].join(' ')],
  ])('but not %s: that is a documented limit', (_form, printed) => {
    expect(text(printed)).toBe(printed);
  });
});

describe('E78: a secret of fewer than 8 characters', () => {
  it('is not masked: ordinary words would be', () => {
    expect(text('a test is a test', ['test'])).toBe('a test is a test');
    expect(secretForms('7 chars')).toEqual([]);
  });
});

describe('nothing is held back but what may become a secret', () => {
  it.each([
    ['a line', 'a line\n', 'a line\n'],
    ['a line that ends like a secret begins', 'successes\n', 'successes\n'],
    ['a question', 'Go on? [y/N] ', 'Go on? [y/N] '],
    ['the beginning of a secret', 'token: sk-ant-oat', 'token: '],
  ])('%s', (_story, printed, passed) => {
    const filter = maskOf(TOKEN).filter();
    expect(String(filter.push(Buffer.from(printed)))).toBe(passed);
    expect(passed + String(filter.end())).toBe(printed);
  });

  test('not even by an escape sequence that never ends', () => {
    const filter = maskOf(TOKEN).filter();
    const printed = `s\u001b[${'1;'.repeat(5000)}`;
    expect(filter.push(Buffer.from(printed)).length).toBeGreaterThan(printed.length - 20);
  });
});

describe('laws', () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  const secret = fc.string({ unit: fc.constantFrom(...'abs-_"/+ é'), minLength: 8, maxLength: 20 });
  const cuts = fc.array(fc.nat(2000), { maxLength: 12 });
  /** Text in which a secret, or a part of one, is likely to occur. */
  const around = (value: string) =>
    fc
      .array(
        fc.oneof(
          bytes,
          fc.constantFrom(...secretForms(value)),
          fc
            .tuple(fc.constantFrom(...secretForms(value)), fc.nat(20))
            .map(([form, end]) => form.subarray(0, end)),
        ),
        { maxLength: 8 },
      )
      .map((pieces) => Buffer.concat(pieces));
  const scene = secret.chain((value) => fc.tuple(fc.constant(value), around(value), cuts));

  test('where a stream is cut makes no difference', () => {
    fc.assert(
      fc.property(scene, ([value, printed, at]) => {
        expect(masked(printed, [value], at)).toEqual(masked(printed, [value]));
      }),
    );
  });

  test('no form of the secret comes out whole', () => {
    fc.assert(
      fc.property(scene, ([value, printed, at]) => {
        const out = masked(printed, [value], at);
        for (const form of secretForms(value)) expect(out.includes(Buffer.from(form))).toBe(false);
      }),
    );
  });

  test('bytes without a secret come out as they went in', () => {
    fc.assert(
      fc.property(bytes, cuts, (printed, at) => {
        expect(masked(printed, [TOKEN], at)).toEqual(Buffer.from(printed));
      }),
    );
  });

  test('of a stream without escapes and line breaks, less than the longest form is held back', () => {
    const longest = Math.max(...secretForms(TOKEN).map(({ length }) => length));
    const plain = around(TOKEN).map((printed) =>
      Buffer.from(printed.filter((byte) => ![0x1b, 0x0a, 0x0d].includes(byte))),
    );
    fc.assert(
      fc.property(plain, (printed) => {
        const filter = maskOf(TOKEN).filter();
        filter.push(printed);
        expect(filter.end().length).toBeLessThan(longest);
      }),
    );
  });
});
