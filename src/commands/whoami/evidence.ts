import type { DirectoryFact, Facts, ProfileFact, VariableFact } from '../../clients/facts.js';
import type { Evidence } from '../../output/decision.js';
import { instant } from '../../output/time.js';
import type { Scene } from './scene.js';

const FEDERATION = [
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_WORKSPACE_ID',
  'ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_IDENTITY_TOKEN',
];

/** What was looked at for each tier: which variable, which file, chosen by what. */
export function evidenceOf(scene: Scene): Evidence {
  const { facts, flags } = scene;
  const directory = facts.directories.find(({ path }) => path === scene.configDir);
  const place = directoryLine(scene, directory);
  const named = flags.profile ?? facts.env.ANTHROPIC_PROFILE?.value?.trim() ?? '';
  const active = directory?.active.state === 'name' ? directory.active.name : 'default';
  return {
    'api-key': [variableLine(facts, 'ANTHROPIC_API_KEY')],
    'auth-token': [variableLine(facts, 'ANTHROPIC_AUTH_TOKEN')],
    'named-profile': [
      flags.profile === undefined
        ? variableLine(facts, 'ANTHROPIC_PROFILE')
        : `--profile ${flags.profile} was typed`,
      ...(named === '' ? [] : [place, ...profileLines(directory, named)]),
    ],
    'federation-env': [
      ...FEDERATION.map((name) => variableLine(facts, name)),
      ...tokenFileLines(facts),
    ],
    'active-profile': [place, activeLine(directory), ...profileLines(directory, active)],
  };
}

function variableLine({ env }: Facts, name: string): string {
  const fact = env[name];
  return `${name} ${fact === undefined ? 'is not set' : variableWords(fact)}`;
}

function variableWords({ state, value, kind, fingerprint }: VariableFact): string {
  if (state === 'empty') return 'is set, and empty';
  if (state === 'blank') return 'is set, and blank';
  if (value !== undefined) return `is ${value}`;
  const known = kind === undefined || kind === 'other' ? 'a secret' : `a secret (${kind})`;
  return `is set to ${known}${fingerprint ? `, SHA-256 ${fingerprint}…` : ''}`;
}

function tokenFileLines({ env, tokenFiles }: Facts): readonly string[] {
  const path = env.ANTHROPIC_IDENTITY_TOKEN_FILE?.value?.trim();
  const found = path === undefined ? undefined : tokenFiles[path];
  return found === undefined ? [] : [`the file ${path} is ${found}`];
}

const CHOOSERS = {
  ANTHROPIC_CONFIG_DIR: 'ANTHROPIC_CONFIG_DIR leads there',
  XDG_CONFIG_HOME: 'XDG_CONFIG_HOME leads there',
  APPDATA: 'APPDATA leads there',
  HOME: 'no variable leads elsewhere',
} as const;

function directoryLine({ configDir, flags }: Scene, directory: DirectoryFact | undefined): string {
  if (configDir === undefined) return 'there is no directory for profiles';
  const by = flags.configDir ? '--config-dir leads there' : CHOOSERS[directory?.by ?? 'HOME'];
  return `profiles are in ${configDir}: ${by}`;
}

function activeLine(directory: DirectoryFact | undefined): string {
  const active = directory?.active ?? { state: 'absent' };
  if (active.state === 'name') return `active_config names "${active.name}"`;
  return `active_config is ${active.state}, which stands for "default"`;
}

function profileLines(directory: DirectoryFact | undefined, name: string): readonly string[] {
  const { profiles = {} } = directory ?? {};
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) return [`configs/${name}.json is absent`];
  return [
    `configs/${name}.json ${configWords(profile)}`,
    `credentials/${name}.json ${credentialsWords(profile)}`,
  ];
}

function configWords({ config }: ProfileFact): string {
  if (config.state === 'absent') return 'is absent';
  if (config.state !== 'found') return `is ${config.state}: ${config.because}`;
  const fields = Object.entries(config.fields).map(([key, value]) => `${key} ${value || '""'}`);
  const store = config.store === undefined ? [] : [`kept in: ${config.store}`];
  return `says ${[config.type ?? 'no type', ...fields, ...store].join(', ')}`;
}

function credentialsWords({ config, credentials }: ProfileFact): string {
  const own = config.state === 'found' ? config.fields.credentials_path : undefined;
  const where = own ? `(in truth ${own}) ` : '';
  if (credentials.state === 'absent') return `${where}is absent`;
  if (credentials.state !== 'found') {
    return `${where}is ${credentials.state}: ${credentials.because}`;
  }
  const { accessToken, refreshToken, expiresAt, open, workspaceId } = credentials;
  const end = typeof expiresAt === 'number' ? `until ${instant(expiresAt)}` : 'without a known end';
  return `${where}holds ${[
    accessToken ? `an access token ${end}` : 'no access token',
    refreshToken ? 'a refresh token' : 'no refresh token',
    ...(workspaceId === undefined ? [] : [`workspace ${workspaceId}`]),
    ...(open ? ['and others may read it'] : []),
  ].join(', ')}`;
}
