import { sha256 } from '../digest.js';
import { type JsonObject, readJsonObject, readString } from '../json.js';
import { Secret } from '../secret.js';
import { loginFields, readLogin, readTrusted } from './credentials-file.js';
import type { Login, Renewal, Shelf } from './login.js';

/**
 * The account of the one item in which a login rests, so that reading it is one call and at most one
 * prompt. The directory's hash keeps test setups apart.
 */
export function itemAccount({ profile, configDir }: Shelf): string {
  return `${profile}/${sha256(configDir).slice(0, 16)}`;
}

/** What of a login rests in its item: in `split` only what renews it. */
export type ItemContent = { readonly login?: Login; readonly renewal?: Renewal };

/** ASCII text, whatever the names in it: a byte is a character everywhere. `origin` issued the tokens. */
export function encodeItem(
  { profile }: Shelf,
  { login, renewal, origin }: ItemContent & { readonly origin: string | undefined },
): Secret {
  const fields = {
    profile,
    origin,
    client_id: renewal?.clientId,
    refresh_token: renewal?.refreshToken.reveal(),
    trusted: login?.trusted,
    ...(login && loginFields(login)),
  };
  return new Secret(JSON.stringify(fields).replace(/[\u007f-\uffff]/g, escaped));
}

/** `undefined` when this is not what `ant` wrote for this profile. */
export function decodeItem({ profile }: Shelf, item: Secret): ItemContent | undefined {
  const raw = readJsonObject(item.reveal());
  if (raw?.profile !== profile) return undefined;
  const login = decodeLogin(raw);
  const renewal = decodeRenewal(raw);
  if (login === undefined && renewal === undefined) return undefined;
  return { ...(login && { login }), ...(renewal && { renewal }) };
}

function decodeRenewal(raw: JsonObject): Renewal | undefined {
  const refreshToken = readString(raw, 'refresh_token');
  if (refreshToken === undefined) return undefined;
  return {
    refreshToken: new Secret(refreshToken),
    clientId: readString(raw, 'client_id'),
    origin: readString(raw, 'origin'),
  };
}

function decodeLogin(raw: JsonObject): Login | undefined {
  const login = readLogin(raw);
  const origin = readString(raw, 'origin');
  const trusted = readTrusted(raw);
  return login && { ...login, ...(origin && { origin }), ...(trusted && { trusted }) };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
