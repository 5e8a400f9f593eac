import type { AntError } from '../errors.js';
import type { HttpResponse } from '../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { Secret } from '../secret.js';
import { readRequestId } from './refusal.js';
import { type Asked, tokenRefused, unusable } from './token-refusal.js';

/** What a token endpoint granted (RFC 6749 section 5.1, plus the platform's own fields). */
export type TokenGrant = {
  readonly accessToken: Secret;
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly refreshToken?: Secret;
  /** Space separated. */
  readonly scope?: string;
  readonly organization?: { readonly id: string; readonly name?: string };
  readonly account?: { readonly email?: string };
  readonly workspace?: { readonly id: string; readonly name?: string };
};

/** Ten years of seconds: no access token lives longer, so a larger number is another unit or a mistake. */
const LONGEST_LIFE = 315_360_000;

/**
 * A grant or a reason, and never the body. A redirect, HTML, an unusable token or a failing server is
 * `AntError('network')`; a no is `'denied'`, or `'no-credential'` for a refresh token that is over.
 */
export function readTokenResponse(response: HttpResponse, asked: Asked): TokenGrant {
  if (response.status !== 200) throw tokenRefused(response, asked);

  const answer = (cause: string): AntError => unusable(cause, asked.host, readRequestId(response));
  if (response.body.trim() === '') throw answer('answered with nothing');
  if (!isJson(response)) throw answer(`answered with ${describeType(response)}, not JSON`);
  const body = readJsonObject(response.body);
  if (body === undefined) throw answer('answered with broken JSON');

  const refuse = (field: string): AntError => answer(`answered with an unusable ${field}`);
  if (!isBearer(body)) throw refuse('token_type');
  const accessToken = readToken(body, 'access_token');
  if (accessToken === undefined) throw refuse('access_token');
  const refreshToken = readToken(body, 'refresh_token');
  if (refreshToken === undefined && readString(body, 'refresh_token'))
    throw refuse('refresh_token');
  const seconds = readSeconds(body.expires_in);
  if (seconds === undefined) throw refuse('expires_in');

  return {
    accessToken,
    expiresAt: asked.now + seconds,
    ...(refreshToken && { refreshToken }),
    ...readDescription(body),
  };
}

function isJson(response: HttpResponse): boolean {
  return /^application\/json\s*(;|$)/i.test(response.headers['content-type'] ?? '');
}

function describeType(response: HttpResponse): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(response.headers['content-type'] ?? '')?.[0];
  if (type === undefined) return 'a body of no content type';
  return type.toLowerCase() === 'text/html' ? 'HTML' : type.slice(0, 60);
}

/** Absent is taken for Bearer, as the SDKs do. */
function isBearer({ token_type: type }: JsonObject): boolean {
  return type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');
}

/** Visible ASCII only: anything else would break the header it is sent in, or add another. */
function readToken(body: JsonObject, key: string): Secret | undefined {
  const value = readString(body, key);
  return value !== undefined && /^[\x21-\x7e]+$/.test(value) ? new Secret(value) : undefined;
}

function readSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) return undefined;
  return seconds >= 1 && seconds <= LONGEST_LIFE ? seconds : undefined;
}

type Description = Pick<TokenGrant, 'scope' | 'organization' | 'account' | 'workspace'>;

/** Who and what the token is for. All optional: a login without it is still a login. */
function readDescription(body: JsonObject): Description {
  const scope = readPlain(body, 'scope');
  const organization = readNamed(body.organization, 'uuid');
  const workspace = readNamed(body.workspace, 'id');
  const email = isObject(body.account) ? readString(body.account, 'email_address') : undefined;
  return {
    ...(scope !== undefined && { scope }),
    ...(organization && { organization }),
    ...(workspace && { workspace }),
    ...(email !== undefined && { account: { email } }),
  };
}

function readNamed(value: unknown, idKey: string): { id: string; name?: string } | undefined {
  if (!isObject(value)) return undefined;
  const id = readPlain(value, idKey);
  if (id === undefined) return undefined;
  const name = readString(value, 'name');
  return name === undefined ? { id } : { id, name };
}

/** Ids and scopes are sent in headers and bodies later on, so only printable ASCII is taken. */
function readPlain(object: JsonObject, key: string): string | undefined {
  const value = readString(object, key);
  return value !== undefined && /^[\x20-\x7e]{1,1000}$/.test(value) ? value : undefined;
}
