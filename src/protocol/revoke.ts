import { AntError } from '../errors.js';
import type { HttpRequest, HttpResponse } from '../host.js';
import { readJsonObject, readString } from '../json.js';
import type { Secret } from '../secret.js';
import { parseBaseUrl } from './base-url.js';
import { readRefusal, readRequestId } from './refusal.js';

/** Milliseconds: whoever signs out does not want to wait. */
const LIMIT = 3_000;

/** Asks an origin how it does OAuth (RFC 8414). Holds no secret. */
export function metadataRequest(origin: string, userAgent: string): HttpRequest {
  return {
    method: 'GET',
    url: `${origin}/.well-known/oauth-authorization-server`,
    headers: { accept: 'application/json', 'user-agent': userAgent },
    limit: LIMIT,
  };
}

/**
 * Where tokens of `origin` are revoked; `undefined` when it offers no such thing, as the platform does
 * not today. An endpoint of another origin, or of a document about another issuer, counts as none: a
 * token goes only where it came from. A server that fails leaves the question open: `AntError('network')`.
 */
export function readRevocationEndpoint(response: HttpResponse, origin: string): string | undefined {
  if (response.status === 429 || response.status >= 500) {
    throw new AntError('network', `${hostOf(origin)} answered HTTP ${response.status}`, {
      requestId: readRequestId(response),
    });
  }
  const metadata = response.status === 200 ? readJsonObject(response.body) : undefined;
  const endpoint = metadata && readString(metadata, 'revocation_endpoint');
  if (!metadata || endpoint === undefined || readString(metadata, 'issuer') !== origin) {
    return undefined;
  }
  return URL.canParse(endpoint) && new URL(endpoint).origin === origin
    ? parseBaseUrl(endpoint, 'revocation_endpoint').href
    : undefined;
}

export type Revocation = {
  readonly endpoint: string;
  readonly token: Secret;
  readonly kind: 'refresh_token' | 'access_token';
  readonly clientId: string | undefined;
  readonly userAgent: string;
};

/** RFC 7009 section 2.1. */
export function revocationRequest(asked: Revocation): HttpRequest {
  const fields = new URLSearchParams({ token: asked.token.reveal(), token_type_hint: asked.kind });
  if (asked.clientId !== undefined) fields.set('client_id', asked.clientId);
  return {
    method: 'POST',
    url: asked.endpoint,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': asked.userAgent,
    },
    body: fields.toString(),
    limit: LIMIT,
  };
}

/**
 * RFC 7009 section 2.2: 200 means that the token is dead, also when it was never alive. Anything else is
 * `AntError('network')` where trying again may help, else `AntError('denied')`.
 */
export function readRevocation(response: HttpResponse, { endpoint, token }: Revocation): void {
  const { status } = response;
  if (status === 200) return;
  const reason = readRefusal(response, [token])?.reason;
  const said = `HTTP ${status}${reason === undefined ? '' : ` (${reason})`}`;
  const passing = status === 429 || status >= 500 || status < 400;
  throw new AntError(
    passing ? 'network' : 'denied',
    `${hostOf(endpoint)} did not revoke the token: ${said}`,
    { requestId: readRequestId(response) },
  );
}

function hostOf(url: string): string {
  return new URL(url).host;
}
