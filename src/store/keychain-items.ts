import { sha256 } from '../digest.js';
import { type JsonObject, readJsonObject, readString } from '../json.js';
import { Secret } from '../secret.js';
import { loginFields, readLogin, readTrusted } from './credentials-file.js';
import type { Login, Renewal, Shelf } from './login.js';

/** Two items, because Windows keeps 2,560 bytes in one. `probe` is written and deleted again. */
type Item = 'refresh' | 'access' | 'probe';

/** The account under which an item of this profile rests. The directory's hash keeps test setups apart. */
export function itemAccount({ profile, configDir }: Shelf, item: Item): string {
  return `${profile}/${sha256(configDir).slice(0, 16)}/${item}`;
}

/** What renews a login, with the only origin and profile it is good for. */
export function encodeRenewal({ profile }: Shelf, renewal: Renewal): Secret {
  return encode({
    profile,
    origin: renewal.origin,
    client_id: renewal.clientId,
    refresh_token: renewal.refreshToken.reveal(),
  });
}

/** `undefined` when this is not what `ant` wrote for this profile. */
export function decodeRenewal(shelf: Shelf, item: Secret): Renewal | undefined {
  const raw = decode(shelf, item);
  if (raw === undefined) return undefined;
  const refreshToken = readString(raw, 'refresh_token');
  if (refreshToken === undefined) return undefined;
  return {
    refreshToken: new Secret(refreshToken),
    clientId: readString(raw, 'client_id'),
    origin: readString(raw, 'origin'),
  };
}

/** An access token, what is known of it, and the origin that issued it. */
export function encodeLogin({ profile }: Shelf, login: Login, origin: string | undefined): Secret {
  return encode({ profile, origin, trusted: login.trusted, ...loginFields(login) });
}

/** `undefined` when this is not what `ant` wrote for this profile. */
export function decodeLogin(shelf: Shelf, item: Secret): Login | undefined {
  const raw = decode(shelf, item);
  const login = raw && readLogin(raw);
  const origin = raw && readString(raw, 'origin');
  const trusted = raw && readTrusted(raw);
  return login && { ...login, ...(origin && { origin }), ...(trusted && { trusted }) };
}

function encode(fields: JsonObject): Secret {
  return new Secret(JSON.stringify(fields));
}

function decode({ profile }: Shelf, item: Secret): JsonObject | undefined {
  const raw = readJsonObject(item.reveal());
  return raw?.profile === profile ? raw : undefined;
}
