import type { HttpRequest } from '../host.js';
import { type JsonObject, readJsonObject } from '../json.js';

/** What a token request says, and in which of the two encodings. */
export type TokenBody = { readonly encoding: 'form' | 'json'; readonly fields: JsonObject };

/** `undefined` when the body is not what its content type says, or says a thing twice. */
export function readTokenBody({ headers, body = '' }: HttpRequest): TokenBody | undefined {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') {
    const fields = readJsonObject(body);
    return fields && { encoding: 'json', fields };
  }
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  const pairs = [...new URLSearchParams(body)];
  const fields = Object.fromEntries(pairs);
  return Object.keys(fields).length === pairs.length ? { encoding: 'form', fields } : undefined;
}
