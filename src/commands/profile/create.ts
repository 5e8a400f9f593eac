import type { profileCreate } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { ALLOWED, unconsented } from '../../identity/consent.js';
import { joinPath, requireConfigDirectory } from '../../profiles/config-dir.js';
import { draftProfile, withSource } from '../../profiles/edit.js';
import { saveProfile } from '../../profiles/files.js';
import type { ProfileSource, ProfileType } from '../../profiles/profile.js';
import { loadLogin } from '../../store/store.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { cleanValue } from './clean-value.js';
import { requireFreeName } from './free-name.js';
import { besideSdks, sourceOf } from './source-of.js';
import type { TypedKey } from './typed-key.js';

type Given = Input<typeof profileCreate>;
type Settings = Readonly<Partial<Record<TypedKey, string>>>;

const FLAGS = [
  ['organization-id', 'organization_id'],
  ['workspace-id', 'workspace_id'],
  ['federation-rule', 'federation_rule_id'],
  ['service-account-id', 'service_account_id'],
  ['identity-token-file', 'identity_token_file'],
  ['scope', 'scope'],
  ['base-url', 'base_url'],
  ['console-url', 'console_url'],
] as const satisfies readonly (readonly [keyof Given, TypedKey])[];

export const run: Run<Given> = async (host, input) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  const path = await requireFreeName(host, dir, input.name);
  const type = input.federation ? 'oidc_federation' : 'user_oauth';
  const source = await sourceOf(host, input);
  const file = source && joinPath(host.platform, dir, 'identity', `${input.name}.jwt`);
  const settings = {
    ...(file && { identity_token_file: file }),
    ...cleanSettings(host, type, input),
  };
  await saveProfile(host, { path, raw: withSource(draftProfile(type, settings), source) });
  await noteChange(host, { event: 'profile', how: 'created', configDir: dir, profile: input.name });
  host.terminal.say(`made the profile "${input.name}": ${path}`);
  const next = input.federation
    ? exchangeLines(host, { name: input.name, settings, source })
    : [await signInLine(host, dir, input.name)];
  for (const line of next) host.terminal.say(line);
  return {
    value: { schema_version: 1, name: input.name, type, path, settings, identity_token: source },
    text: () => '',
  };
};

/** A login whose profile could not be written lies there already. */
async function signInLine(host: Host, configDir: string, profile: string): Promise<string> {
  const shelf = { configDir, profile, backend: 'file' } as const;
  const login = await loadLogin(host, shelf).catch(() => undefined);
  return login === undefined
    ? `next: ant auth login --profile ${profile}`
    : 'it is signed in: a login of that name was there already';
}

function cleanSettings(host: Host, type: ProfileType, input: Given): Settings {
  return Object.fromEntries(
    FLAGS.flatMap(([flag, key]) => {
      const value = input[flag];
      return value === undefined ? [] : [[key, cleanValue(host, type, { key, value })]];
    }),
  );
}

/** What a federation profile lacks is legal: the environment may fill it. */
const FILLED_BY = [
  ['federation_rule_id', 'ANTHROPIC_FEDERATION_RULE_ID'],
  ['organization_id', 'ANTHROPIC_ORGANIZATION_ID'],
  ['service_account_id', 'ANTHROPIC_SERVICE_ACCOUNT_ID'],
  ['workspace_id', 'ANTHROPIC_WORKSPACE_ID'],
  ['identity_token_file', 'ANTHROPIC_IDENTITY_TOKEN_FILE'],
] as const satisfies readonly (readonly [TypedKey, string])[];

type Made = {
  readonly name: string;
  readonly settings: Settings;
  readonly source: ProfileSource | undefined;
};

function exchangeLines({ env, platform }: Host, { name, settings, source }: Made) {
  const open = FILLED_BY.filter(([key]) => settings[key] === undefined);
  const variables = open.map(([, variable]) => variable).join(', ');
  const does = source && unconsented(env, source);
  const ant = does === undefined || platform === 'win32' ? 'ant' : `${ALLOWED}=1 ant`;
  const tokenCommand = `${ant} federation token --profile ${name}`;
  return [
    ...(open.length === 0 ? [] : [`left to the environment: ${variables}`]),
    ...(does === undefined
      ? []
      : [`it ${does}, which takes effect only where ${ALLOWED}=1 is set`]),
    `next: ${ant} federation exchange --profile ${name}`,
    ...(source ? [besideSdks(tokenCommand, settings.identity_token_file)] : []),
  ];
}
