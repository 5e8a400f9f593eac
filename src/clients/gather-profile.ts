import type { FileView } from '../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { withoutPassword } from '../printable.js';
import type { ConfigFact, CredentialsFact, ProfileFact } from './facts.js';
import { type FileMachine, joined, literalPath, look } from './gather-files.js';

const TOP_FIELDS = ['version', 'organization_id', 'workspace_id', 'base_url'];
const AUTHENTICATION_FIELDS = [
  'credentials_path',
  'scope',
  'client_id',
  'console_url',
  'federation_rule_id',
  'service_account_id',
];

/** One profile's two files; `undefined` when neither is there. */
export async function gatherProfile(
  machine: FileMachine,
  directory: string,
  name: string,
): Promise<ProfileFact | undefined> {
  const file = (kind: string) => joined(machine.platform, directory, kind, `${name}.json`);
  const config = await gatherConfig(machine, file('configs'));
  const own = config.state === 'found' ? config.fields.credentials_path : undefined;
  const path = own === undefined || own === '' ? file('credentials') : literalPath(machine, own);
  const credentials = await gatherCredentials(machine, path);
  if (config.state === 'absent' && credentials.state === 'absent') return undefined;
  return { config, credentials };
}

async function gatherConfig(machine: FileMachine, path: string): Promise<ConfigFact> {
  const looked = await look(machine, path);
  if (looked.state !== 'found') return looked;
  const raw = readJsonObject(looked.view.text);
  if (raw === undefined) return { state: 'invalid', because: 'it is not a JSON object' };
  const { authentication, ant } = raw;
  const auth = isObject(authentication) ? authentication : {};
  const type = auth.type;
  const store = isObject(ant) ? ant.store : undefined;
  return {
    state: 'found',
    ...(typeof type === 'string' && { type }),
    ...modeOf(machine, looked.view),
    ...(!isObject(authentication) && { bare: true as const }),
    fields: { ...texts(raw, TOP_FIELDS), ...texts(auth, AUTHENTICATION_FIELDS) },
    ...identityToken(auth.identity_token),
    ...((store === 'split' || store === 'keychain' || store === 'file') && { store }),
  };
}

/** What is text, as it is written, the empty one too: clients differ in what they make of it. */
function texts(object: JsonObject, keys: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = object[key];
      if (typeof value !== 'string') return [];
      return [[key, key.endsWith('_url') ? withoutPassword(value) : value]];
    }),
  );
}

function identityToken(value: unknown): Pick<ConfigFact & { state: 'found' }, 'identityToken'> {
  if (value === undefined || value === null) return {};
  const { source, path } = isObject(value) ? value : {};
  return {
    identityToken: {
      ...(typeof source === 'string' && { source }),
      ...(typeof path === 'string' && { path }),
    },
  };
}

type FoundCredentials = Extract<CredentialsFact, { readonly state: 'found' }>;

async function gatherCredentials(machine: FileMachine, path: string): Promise<CredentialsFact> {
  const looked = await look(machine, path);
  if (looked.state !== 'found') return looked;
  const { mode, text } = looked.view;
  const open = machine.platform !== 'win32' && (mode & 0o066) !== 0;
  const raw = readJsonObject(text);
  if (raw === undefined) return { state: 'invalid', because: 'it is not a JSON object' };
  const linked = (await machine.files.read(path))?.kind === 'symlink';
  const { type, workspace_id: workspaceId, organization_uuid: organizationId } = raw;
  return {
    state: 'found',
    open,
    ...modeOf(machine, looked.view),
    ...(linked && { link: true as const }),
    ...(typeof type === 'string' && { type }),
    accessToken: readString(raw, 'access_token') !== undefined,
    ...(raw.access_token === '' && { emptyToken: true as const }),
    refreshToken: readString(raw, 'refresh_token') !== undefined,
    ...expiry(raw.expires_at),
    ...(typeof workspaceId === 'string' && { workspaceId }),
    ...(typeof organizationId === 'string' && { organizationId }),
  };
}

function modeOf({ platform }: FileMachine, { mode }: FileView): { readonly mode?: number } {
  return platform === 'win32' ? {} : { mode: mode & 0o777 };
}

function expiry(value: unknown): Pick<FoundCredentials, 'expiresAt' | 'expiresAtText'> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'number' && Number.isFinite(value)) return { expiresAt: value };
  const inQuotes = typeof value === 'string' && /^\d{1,12}$/.test(value);
  return { expiresAt: 'odd', ...(inQuotes && { expiresAtText: Number(value) }) };
}
