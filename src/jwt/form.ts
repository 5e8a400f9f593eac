import type { JsonObject } from '../json.js';
import { printable } from '../printable.js';
import { type DecodedToken, decodeSegment, isBase64url } from './decode.js';
import type { Problem } from './problem.js';

/** The platform's limit; the official SDKs check it too. */
const MAX_BYTES = 16_384;

/** The platform's list. No EdDSA, no HMAC (its key would be anybody's), no `none`. */
const ALGORITHMS: readonly string[] = [
  ...['RS256', 'RS384', 'RS512'],
  ...['PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512'],
];

/** A token worth verifying, or why it is none. */
export type Form =
  | { readonly token: DecodedToken; readonly kid: string; readonly algorithm: string }
  | { readonly problems: readonly [Problem, ...Problem[]] };

/** Whether this text has the form of a signed JWT the platform would look at, and what is inside if so. */
export function readForm(text: string): Form {
  const broken = textProblem(text) ?? segmentProblem(text.split('.'));
  if (broken !== undefined) return { problems: [broken] };
  const segments = text.split('.');
  const [head = '', payload = ''] = segments;
  const header = decodeSegment(head);
  if (header === undefined) return { problems: [notJson('bad_header', 'header')] };
  const [first, ...rest] = headerProblems(header);
  if (first !== undefined) return { problems: [first, ...rest] };
  // Only now: an empty signature is how `alg: none` looks, and the header says that better.
  const cut = encodingProblem(segments);
  if (cut !== undefined) return { problems: [cut] };
  const claims = decodeSegment(payload);
  if (claims === undefined) return { problems: [payloadProblem(header)] };
  return { token: { header, claims }, kid: String(header.kid), algorithm: String(header.alg) };
}

function textProblem(text: string): Problem | undefined {
  if (text.trim() === '') {
    return {
      code: 'empty',
      message: 'it is empty',
      hint: 'make the workload’s platform issue one first',
    };
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    const message = `it is ${bytes} bytes, and the platform accepts at most ${MAX_BYTES}`;
    return {
      code: 'too_large',
      message,
      hint: 'ask its issuer for fewer claims, groups most of all',
    };
  }
  const stray = /[^\x21-\x7e]/u.exec(text)?.[0];
  return stray === undefined ? undefined : strayProblem(text, stray);
}

function strayProblem(text: string, stray: string): Problem {
  if (/^bearer\s/i.test(text)) {
    const message = 'it starts with the word Bearer';
    return { code: 'stray_character', message, hint: 'give the token alone, without the word' };
  }
  if (text.startsWith('{')) return jsonProblem();
  const code = stray.codePointAt(0) ?? 0;
  return {
    code: 'stray_character',
    message: `it has ${NAMES[code] ?? (code < 0x80 ? 'a control character' : 'a character that is not ASCII')} in it (${codePoint(code)})`,
    hint: 'give one token on one line, as its issuer wrote it',
  };
}

const NAMES: Readonly<Record<number, string>> = {
  0: 'a NUL',
  9: 'a tab',
  10: 'a line break',
  13: 'a line break',
  32: 'a space',
  65279: 'a byte order mark',
};

function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function segmentProblem(segments: readonly string[]): Problem | undefined {
  if (segments[0]?.startsWith('{')) return jsonProblem();
  if (segments.length === 5) {
    const message =
      'it is encrypted (five segments, a JWE), and the platform reads signed tokens only';
    return { code: 'encrypted', message, hint: 'ask its issuer for a signed JWT' };
  }
  if (segments.length !== 3) {
    const message = `it is not a JWT: ${count(segments.length)} where three are joined by dots`;
    return { code: 'not_a_jwt', message, hint: 'give the whole token, and nothing else' };
  }
  return encodingProblem(segments.slice(0, 2));
}

function encodingProblem(segments: readonly string[]): Problem | undefined {
  const broken = segments.findIndex((segment) => !isBase64url(segment));
  if (broken === -1) return undefined;
  const message = `its ${PARTS[broken]} is not base64url: cut off, padded or re-encoded on the way`;
  return { code: 'bad_base64url', message, hint: 'give the token as its issuer wrote it' };
}

const PARTS = ['header', 'payload', 'signature'];

function count(segments: number): string {
  return segments === 1 ? 'one segment' : `${segments} segments`;
}

function jsonProblem(): Problem {
  const message = 'it is not a JWT: this is JSON';
  return { code: 'not_a_jwt', message, hint: 'give the token inside it, without quotes' };
}

function notJson(code: 'bad_header' | 'bad_payload', part: string): Problem {
  return { code, message: `its ${part} is not a JSON object` };
}

function payloadProblem(header: JsonObject): Problem {
  if (!/^jwt$/i.test(asText(header.cty))) return notJson('bad_payload', 'payload');
  const message = 'its payload is another JWT, and the platform reads no nested ones';
  return { code: 'bad_payload', message, hint: 'give the inner token' };
}

function headerProblems(header: JsonObject): readonly Problem[] {
  const { alg, kid, crit } = header;
  const found: Problem[] = [];
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) found.push(algorithmProblem(alg));
  if (typeof kid !== 'string' || kid === '') {
    const message = 'its header has no kid, which names the key that signed it';
    found.push({ code: 'missing_kid', message, hint: 'make its issuer set a kid' });
  }
  if (crit !== undefined) {
    const message = `its header demands an extension the platform does not know (crit ${shown(crit)})`;
    found.push({ code: 'unknown_crit', message });
  }
  return found;
}

function algorithmProblem(alg: unknown): Problem {
  return {
    code: 'unsupported_algorithm',
    message: algorithmMessage(alg),
    hint: `make its issuer sign with one of ${ALGORITHMS.join(', ')}`,
  };
}

function algorithmMessage(alg: unknown): string {
  if (alg === undefined) return 'its header has no alg';
  if (/^none$/i.test(asText(alg))) return 'it is not signed (alg none)';
  if (/^HS\d/i.test(asText(alg))) {
    return `it is signed with a shared secret (alg ${shown(alg)}), which proves nothing`;
  }
  return `it is signed with alg ${shown(alg)}, which the platform does not accept`;
}

function shown(value: unknown): string {
  return printable(asText(value), 40);
}

/** Not `String`, which throws on an object whose `toString` is a claim. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
