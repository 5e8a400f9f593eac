import { sha256 } from '../digest.js';
import type { HttpRequest, HttpResponse } from '../host.js';
import { readTokenBody } from './token-body.js';

/** One request as it arrived, for a test or a curious person to look at. Holds names and hashes, no secret. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly header_names: readonly string[];
  readonly betas: string;
  readonly content_type: string;
  /** Names of the body's fields. */
  readonly fields: readonly string[];
  readonly grant_type: string | null;
  readonly auth: 'none' | 'bearer' | 'x-api-key' | 'both';
  /** The first 12 characters of the credential's SHA-256. */
  readonly credential: string | null;
  readonly status: number;
  readonly request_id: string;
};

/** Boils a request and its answer down to what may be kept. */
export function recordOf(request: HttpRequest, url: URL, answer: HttpResponse): Recorded {
  const { headers } = request;
  const fields = readTokenBody(request)?.fields ?? {};
  const { authorization, 'x-api-key': key } = headers;
  const credential = authorization?.replace(/^Bearer /i, '') ?? key;
  return {
    method: request.method,
    path: url.pathname,
    header_names: Object.keys(headers).sort(),
    betas: headers['anthropic-beta'] ?? '',
    content_type: headers['content-type'] ?? '',
    // In a body that is not what its content type says, anything may stand where a name should.
    fields: Object.keys(fields).filter((name) => /^\w{1,40}$/.test(name)),
    grant_type: typeof fields.grant_type === 'string' ? fields.grant_type : null,
    auth: authKind(authorization, key),
    credential: credential === undefined ? null : sha256(credential).slice(0, 12),
    status: answer.status,
    request_id: answer.headers['request-id'] ?? '',
  };
}

function authKind(authorization: string | undefined, key: string | undefined): Recorded['auth'] {
  if (authorization !== undefined && key !== undefined) return 'both';
  if (authorization !== undefined) return 'bearer';
  return key === undefined ? 'none' : 'x-api-key';
}
