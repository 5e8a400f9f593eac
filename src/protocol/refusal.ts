import type { HttpResponse } from '../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import type { Secret } from '../secret.js';
import { redact } from './redact.js';

/** Why the platform said no, in either of its two spellings, safe to show. */
export type Refusal = {
  /** RFC 6749's `error` or the envelope's `error.type`: a bare machine word. */
  readonly reason: string;
  /** The envelope's message. RFC 6749's `error_description` is never read: it may echo the request. */
  readonly message?: string;
};

/** `undefined` when the body is in neither spelling. `secrets` are those of the request. */
export function readRefusal(
  response: HttpResponse,
  secrets: readonly Secret[],
): Refusal | undefined {
  const body = readJsonObject(response.body);
  if (body === undefined) return undefined;
  if (isObject(body.error)) return readEnvelope(body.error, secrets);
  const reason = readReason(body, 'error', secrets);
  return reason === undefined ? undefined : { reason };
}

function readEnvelope(error: JsonObject, secrets: readonly Secret[]): Refusal | undefined {
  const reason = readReason(error, 'type', secrets);
  if (reason === undefined) return undefined;
  const message = readString(error, 'message');
  return message === undefined
    ? { reason }
    : { reason, message: printable(redact(message, secrets)) };
}

/** Anything but a short machine word is somebody's text in the wrong place. */
function readReason(
  object: JsonObject,
  key: string,
  secrets: readonly Secret[],
): string | undefined {
  const reason = readString(object, key);
  if (reason === undefined || !/^[\w.-]{1,64}$/.test(reason)) return undefined;
  return redact(reason, secrets);
}

/** The platform's name for this answer, to be quoted to its support. From the header, else the body. */
export function readRequestId(response: HttpResponse): string | undefined {
  const id =
    response.headers['request-id'] ?? readString(readJsonObject(response.body) ?? {}, 'request_id');
  return id !== undefined && /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

/** Whether this answer says that a refresh token or code is spent, revoked or unknown (RFC 6749 section 5.2). */
export function isInvalidGrant(response: HttpResponse): boolean {
  return response.status === 400 && readRefusal(response, [])?.reason === 'invalid_grant';
}
