import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';
import type { Login, Shelf } from './login.js';

/** Where the secrets of a profile lie in the file system. A relative path of the profile's own stays one. */
export function credentialsPath(
  platform: Host['platform'],
  { configDir, profile, credentialsPath: own }: Omit<Shelf, 'backend'>,
): string {
  if (own !== undefined) return own;
  return [configDir, 'credentials', `${profile}.json`].join(platform === 'win32' ? '\\' : '/');
}

/** One file `credentials/<profile>.json`. */
export type Credentials = {
  readonly login: Login;
  readonly refreshToken?: Secret;
  /** For whom the refresh token was issued, when `ant` wrote it. Its profile may not say so yet, or not any more. */
  readonly clientId?: string | undefined;
  /** Origin of the token endpoint, when `ant` noted one. An SDK that renews in place keeps the note. */
  readonly origin?: string;
  /** Whether `ant` wrote this very access token. Read, and never written. */
  readonly ours?: boolean;
};

/** A file's path and text, as found. */
export type CredentialsText = { readonly path: string; readonly text: string };

/** Reads such a file. An `AntError('file')` names the file and its fault, and never repeats its content. */
export function parseCredentials(found: CredentialsText): Credentials {
  const raw = parseObject(found);
  const login = readLogin(raw);
  if (login === undefined) refuse(found.path, 'holds no access_token that could be sent');
  const facts = isObject(raw.ant) ? raw.ant : {};
  const ours = facts.of_token === tail(login.accessToken.reveal());
  const cacheKey = ours ? readString(facts, 'cache_key') : undefined;
  const origin = readString(facts, 'origin');
  const refreshToken = readString(raw, 'refresh_token');
  const clientId = ours ? readString(facts, 'client_id') : undefined;
  return {
    login: {
      ...login,
      ...optional('cacheKey', cacheKey),
      ...optional('trusted', readTrusted(facts)),
    },
    ours,
    ...(refreshToken === undefined ? {} : { refreshToken: new Secret(refreshToken), clientId }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The origins under `trusted`; `undefined` when there are none. */
export function readTrusted({ trusted }: JsonObject): readonly string[] | undefined {
  if (!Array.isArray(trusted)) return undefined;
  const origins = trusted.filter((each): each is string => typeof each === 'string');
  return origins.length === 0 ? undefined : origins;
}

/** The whole object of a file that we may read and write: version 1, and of no foreign type. */
export function parseObject({ path, text }: CredentialsText): JsonObject {
  const raw = readJsonObject(text);
  if (raw === undefined) {
    throw new AntError('file', `${printable(path, 300)} is not a JSON object`, {
      hint: 'run: ant auth login (it keeps the file under another name), or put a good copy back',
    });
  }
  const version = raw.version ?? '1.0';
  if (!/^1(\.|$)/.test(String(version))) {
    refuse(path, `has version "${printable(String(version), 20)}", and this ant knows version 1`);
  }
  const type = raw.type ?? 'oauth_token';
  if (type !== 'oauth_token') {
    refuse(path, `has the unknown type "${printable(String(type), 40)}"`);
  }
  return raw;
}

/** The text of `before` with other secrets in it. What `before` says that we do not know stays. */
export function serializeCredentials(before: JsonObject, after: Credentials): string {
  const { login, refreshToken, clientId, origin } = after;
  const antBefore = isObject(before.ant) ? before.ant : {};
  const whole = {
    ...before,
    version: before.version ?? '1.0',
    type: 'oauth_token',
    ...loginFields(login),
    refresh_token: refreshToken?.reveal(),
    ant: {
      ...antBefore,
      origin,
      client_id: clientId,
      trusted: login.trusted === undefined ? antBefore.trusted : some(login.trusted),
      cache_key: login.cacheKey,
      of_token: tail(login.accessToken.reveal()),
    },
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** A login in the file's own keys; what it does not say is `undefined`. The token is revealed. */
export function loginFields(login: Login): JsonObject {
  return {
    access_token: login.accessToken.reveal(),
    expires_at: login.expiresAt,
    scope: login.scope,
    organization_uuid: login.organizationId,
    organization_name: login.organizationName,
    account_email: login.accountEmail,
    workspace_id: login.workspaceId,
    workspace_name: login.workspaceName,
  };
}

/**
 * The reverse. `undefined` without an access token, or with one of more than visible ASCII: it will stand in a
 * header and on a terminal. Other fields that are not text count as absent.
 */
export function readLogin(raw: JsonObject): Login | undefined {
  const accessToken = readString(raw, 'access_token') ?? '';
  if (!/^[\x21-\x7e]+$/.test(accessToken)) return undefined;
  return {
    accessToken: new Secret(accessToken),
    ...readExpiry(raw.expires_at),
    ...optional('scope', readString(raw, 'scope')),
    ...optional('organizationId', readString(raw, 'organization_uuid')),
    ...optional('organizationName', readString(raw, 'organization_name')),
    ...optional('accountEmail', readString(raw, 'account_email')),
    ...optional('workspaceId', readString(raw, 'workspace_id')),
    ...optional('workspaceName', readString(raw, 'workspace_name')),
  };
}

/**
 * Whole epoch seconds, also as text, as Python takes them. A date in words counts as expired, and
 * milliseconds as a year far off, as in the TypeScript SDK.
 */
function readExpiry(value: unknown): { readonly expiresAt?: number } {
  if (value === undefined || value === null) return {};
  const digits = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value);
  const seconds = digits ? Number(value) : value;
  const known = typeof seconds === 'number' && Number.isFinite(seconds);
  return { expiresAt: known ? Math.floor(seconds) : 0 };
}

function optional<Key extends keyof Login>(
  key: Key,
  value: Login[Key] | undefined,
): Partial<Login> {
  return value === undefined ? {} : { [key]: value };
}

/** An empty list is left out. */
function some(origins: readonly string[]): readonly string[] | undefined {
  return origins.length === 0 ? undefined : origins;
}

/** Enough to tell tokens apart. It lies in the file that holds the whole token. */
function tail(token: string): string {
  return token.slice(-12);
}

function refuse(path: string, fault: string): never {
  throw new AntError('file', `${printable(path, 300)} ${fault}`, {
    hint: 'move the file away and run: ant auth login',
  });
}
