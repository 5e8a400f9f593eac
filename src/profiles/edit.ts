import { isObject, type JsonObject } from '../json.js';
import type { Profile, ProfileSource, ProfileType } from './profile.js';

type Place = readonly [string, ...string[]];

/** Where each setting stands in the file. `store` is our own key, outside `authentication` where Go warns. */
const PLACES = {
  organization_id: ['organization_id'],
  workspace_id: ['workspace_id'],
  base_url: ['base_url'],
  scope: ['authentication', 'scope'],
  credentials_path: ['authentication', 'credentials_path'],
  client_id: ['authentication', 'client_id'],
  console_url: ['authentication', 'console_url'],
  federation_rule_id: ['authentication', 'federation_rule_id'],
  service_account_id: ['authentication', 'service_account_id'],
  identity_token_file: ['authentication', 'identity_token', 'path'],
  store: ['ant', 'store'],
} as const satisfies Readonly<Record<string, Place>>;

export type SettingKey = keyof typeof PLACES;

/** The object of a new profile's file; settings that are `undefined` are left out. */
export function draftProfile(
  type: ProfileType,
  settings: Readonly<Partial<Record<SettingKey, string | undefined>>>,
): JsonObject {
  const keys = Object.keys(PLACES).filter((key): key is SettingKey => key in PLACES);
  const empty: JsonObject = { authentication: { type } };
  const { authentication, ...rest } = keys.reduce(
    (raw, key) => withSetting(raw, key, settings[key]),
    empty,
  );
  return { version: '1.0', ...rest, authentication };
}

/** What the file itself says; `undefined` when the setting is absent or empty. */
export function readSetting({ raw }: Pick<Profile, 'raw'>, key: SettingKey): string | undefined {
  let value: unknown = raw;
  for (const step of PLACES[key]) value = isObject(value) ? value[step] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The same object with one setting set, or removed when `value` is `undefined`; everything else, known
 * or not, stays. Only for the file's own object: never for one filled from the environment.
 */
export function withSetting(
  raw: JsonObject,
  key: SettingKey,
  value: string | undefined,
): JsonObject {
  if (key !== 'identity_token_file') return edit(raw, PLACES[key], value);
  const place: Place = ['authentication', 'identity_token'];
  if (value === undefined) return edit(raw, place, undefined);
  return edit(edit(raw, [...place, 'source'], 'file'), [...place, 'path'], value);
}

/** The same object with our own identity-token source set, or removed; the official SDKs pass it over. */
export function withSource(raw: JsonObject, source: ProfileSource | undefined): JsonObject {
  const place: Place = ['ant', 'identity_token'];
  if (source === undefined) return edit(raw, place, undefined);
  const { settings, ...rest } = source;
  const told = Object.keys(settings).length > 0;
  return edit(raw, place, { ...rest, ...(told && { settings }) });
}

/** The file's text: two-space JSON, as every SDK writes it. */
export function serializeProfile(raw: JsonObject): string {
  return `${JSON.stringify(raw, null, 2)}\n`;
}

function edit(raw: JsonObject, place: Place, value: unknown): JsonObject {
  const [key, next, ...rest] = place;
  const { [key]: old, ...others } = raw;
  if (value === undefined && old === undefined) return raw;
  if (next === undefined) return value === undefined ? others : { ...raw, [key]: value };
  return { ...raw, [key]: edit(isObject(old) ? old : {}, [next, ...rest], value) };
}
