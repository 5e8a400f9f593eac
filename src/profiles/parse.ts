import { AntError } from '../errors.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';
import type { Profile, ProfileSource, ProfileType } from './profile.js';

type ProfileText = { readonly name: string; readonly path: string; readonly text: string };

const TEXT_KEYS = ['organization_id', 'workspace_id', 'base_url'];
const AUTHENTICATION_TEXT_KEYS = [
  'credentials_path',
  'scope',
  'client_id',
  'console_url',
  'federation_rule_id',
  'service_account_id',
];

/**
 * Reads a profile's file. Unknown keys are kept in `raw`, an empty string counts as absent. An
 * `AntError('file')` names the file and what is wrong with it, and never repeats its content.
 */
export function parseProfile({ name, path, text }: ProfileText): Profile {
  const raw = readJsonObject(text);
  if (raw === undefined) refuse(path, 'is not a JSON object');
  checkVersion(path, raw);
  const authentication = raw.authentication;
  if (!isObject(authentication)) refuse(path, 'has no "authentication" object');
  const type = readType(path, authentication);
  checkTexts(path, raw, TEXT_KEYS);
  checkTexts(path, authentication, AUTHENTICATION_TEXT_KEYS);
  return {
    name,
    path,
    type,
    raw,
    ...optional('organizationId', readString(raw, 'organization_id')),
    ...optional('workspaceId', readString(raw, 'workspace_id')),
    ...optional('baseUrl', readString(raw, 'base_url')),
    ...optional('scope', readString(authentication, 'scope')),
    ...optional('credentialsPath', readString(authentication, 'credentials_path')),
    ...(type === 'user_oauth' ? personal(authentication) : federated(path, authentication)),
    ...(type === 'oidc_federation' && optional('identitySource', readSource(path, raw))),
    ...optional('store', readStore(raw)),
  };
}

function personal(authentication: JsonObject): Partial<Profile> {
  return {
    ...optional('clientId', readString(authentication, 'client_id')),
    ...optional('consoleUrl', readString(authentication, 'console_url')),
  };
}

function federated(path: string, authentication: JsonObject): Partial<Profile> {
  return {
    ...optional('federationRuleId', readString(authentication, 'federation_rule_id')),
    ...optional('serviceAccountId', readString(authentication, 'service_account_id')),
    ...optional('identityTokenPath', readIdentityToken(path, authentication.identity_token)),
  };
}

function checkVersion(path: string, { version }: JsonObject): void {
  if (version === undefined || version === null) return;
  if (/^1(\.|$)/.test(String(version))) return;
  refuse(path, `has version "${printable(String(version), 20)}", and this ant reads version 1`);
}

function readType(path: string, { type }: JsonObject): ProfileType {
  if (type === 'user_oauth' || type === 'oidc_federation') return type;
  if (typeof type !== 'string') refuse(path, 'has no "authentication.type"');
  return refuse(path, `has the unknown authentication type "${printable(type, 40)}"`);
}

function checkTexts(path: string, object: JsonObject, keys: readonly string[]): void {
  const wrong = keys.find((key) => !['string', 'undefined'].includes(typeof (object[key] ?? '')));
  if (wrong !== undefined) refuse(path, `has a "${wrong}" that is not text`);
}

function readIdentityToken(path: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value) || value.source !== 'file') {
    refuse(path, 'has an "identity_token" whose source is not "file"');
  }
  return readString(value, 'path') ?? refuse(path, 'has an "identity_token" without a path');
}

/** Another tool may have written anything here; what we do not know is as good as absent. */
function readStore({ ant }: JsonObject): Profile['store'] {
  const store = isObject(ant) ? ant.store : undefined;
  return store === 'split' || store === 'keychain' || store === 'file' ? store : undefined;
}

/** Likewise where no source is named: the file that the official SDKs read is used. */
function readSource(path: string, { ant }: JsonObject): ProfileSource | undefined {
  const own = isObject(ant) ? ant.identity_token : undefined;
  const source = isObject(own) ? readString(own, 'source') : undefined;
  if (!isObject(own) || source === undefined) return undefined;
  const audience = readString(own, 'audience');
  const settings = readSettings(path, own.settings ?? {});
  return { source, settings, ...(audience && { audience }) };
}

/** A source takes texts, and whoever writes JSON by hand writes a number as one. */
function readSettings(path: string, settings: unknown): ProfileSource['settings'] {
  if (!isObject(settings)) refuse(path, 'has "settings" that are not an object');
  const texts = Object.entries(settings).map(([name, value]) => {
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      refuse(path, `has a setting "${printable(name, 60)}" that is not text`);
    }
    return [name, String(value)] as const;
  });
  return Object.fromEntries(texts);
}

function optional<Key extends keyof Profile>(
  key: Key,
  value: Profile[Key] | undefined,
): Partial<Profile> {
  return value === undefined ? {} : { [key]: value };
}

function refuse(path: string, fault: string): never {
  throw new AntError('file', `${path} ${fault}`, {
    hint: 'repair the file by hand, or name another profile with --profile',
  });
}
