import { type JsonObject, readJsonObject } from '../json.js';

export type DecodedToken = { readonly header: JsonObject; readonly claims: JsonObject };

/**
 * Looks inside a signed JWT without trusting it: no signature, time or issuer is checked.
 * `undefined` when it is not three segments whose first two are base64url of JSON objects.
 */
export function decodeIdentityToken(text: string): DecodedToken | undefined {
  const segments = text.split('.', 4);
  const [head, payload] = segments;
  if (head === undefined || payload === undefined || segments.length !== 3) return undefined;
  const header = decodeSegment(head);
  const claims = decodeSegment(payload);
  return header && claims && { header, claims };
}

/** One segment of a JWT as the JSON object it must be; `undefined` when it is anything else. */
export function decodeSegment(segment: string): JsonObject | undefined {
  if (!isBase64url(segment)) return undefined;
  try {
    const bytes = Buffer.from(segment, 'base64url');
    const text = bytes.toString('utf8');
    // What is no UTF-8 was replaced. `TextDecoder` would say so, and takes longer to make than all of this.
    return Buffer.from(text, 'utf8').equals(bytes) ? readJsonObject(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Unpadded base64url as RFC 7515 section 2 has it; Node's own decoder skips what it does not know. */
export function isBase64url(segment: string): boolean {
  return /^[\w-]+$/.test(segment) && segment.length % 4 !== 1;
}
