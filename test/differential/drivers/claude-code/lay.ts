import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ORGANIZATION, PLANTED, RULES, ruleOf } from './planted.js';
import type { State } from './states.js';

/** A machine as it was laid out below one directory. */
export type Laid = {
  readonly home: string;
  readonly cwd: string;
  /** Complete but for PATH and the address of the platform. */
  readonly env: Readonly<Record<string, string>>;
};

const HOUR = 3600;

/** Puts a state's files below `root`, which must be empty. */
export function lay(state: State, root: string): Laid {
  const home = join(root, 'home');
  // In `root-key` it works in a directory below the root of a repository.
  const project = join(root, 'project');
  const cwd = state.settings === 'root-key' ? join(project, 'below') : project;
  mkdirSync(join(home, '.claude'), { recursive: true });
  mkdirSync(cwd === project ? cwd : join(project, '.git'), { recursive: true });
  mkdirSync(cwd, { recursive: true });
  const claude = state.claudeDirectory === 'HOME' ? join(home, '.claude') : join(root, 'claude');
  write(join(root, 'identity-token'), 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb2IifQ.c2ln');
  write(join(root, 'empty-token'), '');
  layProfiles(state, root);
  laySettings(state, { root, home, cwd, claude });
  layClaudeLogin(state, claude, home);
  return {
    home,
    cwd,
    env: { HOME: home, ...variables(state, root), ...claudeVariables(state, root) },
  };
}

function write(path: string, content: string | object, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(path, mode);
}

const DIRECTORIES: Readonly<Record<State['directory'], string>> = {
  HOME: 'home/.config/anthropic',
  XDG_CONFIG_HOME: 'xdg/anthropic',
  ANTHROPIC_CONFIG_DIR: 'anthropic',
};

/** Profiles that nobody names are not there: `named` neither, where no variable asks for it. */
function layProfiles({ active, directory, login, ...state }: State, root: string): void {
  const at = join(root, DIRECTORIES[directory]);
  const names = new Set<string>();
  if (state.profile === 'named' || state.settings.endsWith('-profile')) names.add('named');
  if (active === 'default') names.add('default');
  if (active === 'work') names.add('work');
  for (const name of names) layProfile(login, name, { at, root });
  if (active === 'work' || active === 'gone') write(join(at, 'active_config'), `${active}\n`);
}

type Place = { readonly at: string; readonly root: string };

function layProfile(login: State['login'], name: string, { at, root }: Place): void {
  const config = join(at, 'configs', `${name}.json`);
  const credentials = join(at, 'credentials', `${name}.json`);
  const person = { type: 'user_oauth', client_id: `client-${name}` };
  const common = {
    version: '1.0',
    organization_id: ORGANIZATION,
    workspace_id: `wrkspc_01${name}`,
  };
  const workload = {
    type: 'oidc_federation',
    federation_rule_id: ruleOf(name),
    identity_token: { source: 'file', path: join(root, 'identity-token') },
  };
  const types: Partial<Record<State['login'], object>> = {
    oidc: workload,
    'unknown-type': { type: 'something_new' },
    split: { type: 'user_oauth' },
  };
  const text = { ...common, authentication: types[login] ?? person };
  write(config, login === 'broken-config' ? '{' : text);
  if (login === 'logged-out' || login === 'oidc') return;
  write(credentials, credentialsOf(login, name), login === 'open' ? 0o644 : 0o600);
}

function credentialsOf(login: State['login'], name: string): string | object {
  if (login === 'broken') return '{';
  const now = Math.floor(Date.now() / 1000);
  const expired = login === 'expired' || login === 'expired-for-good';
  const renewable = login !== 'expired-for-good' && login !== 'split';
  return {
    version: '1.0',
    type: 'oauth_token',
    access_token: `sk-ant-oat01-planted-profile-${name}`,
    expires_at: expired ? now - HOUR : now + HOUR,
    ...(renewable && { refresh_token: `sk-ant-ort01-planted-${name}` }),
  };
}

const THREE = { unset: undefined, empty: '', blank: ' ' };

/** The variables that every client reads. */
function variables(state: State, root: string): Record<string, string> {
  const profiles = { unset: undefined, empty: '', named: 'named', missing: 'nosuch', bad: '../x' };
  const directory = state.directory === 'HOME' ? {} : directoryVariable(state.directory, root);
  return defined({
    ANTHROPIC_API_KEY: state.key === 'set' ? PLANTED.key : THREE[state.key],
    ANTHROPIC_AUTH_TOKEN: state.token === 'set' ? PLANTED.token : THREE[state.token],
    ANTHROPIC_PROFILE: profiles[state.profile],
    ...federation(state.federation, root),
    ...directory,
  });
}

function directoryVariable(name: string, root: string): Record<string, string> {
  return { [name]: join(root, name === 'XDG_CONFIG_HOME' ? 'xdg' : 'anthropic') };
}

function federation(choice: State['federation'], root: string): Record<string, string> {
  const rule = { ANTHROPIC_FEDERATION_RULE_ID: RULES.env };
  const org = { ANTHROPIC_ORGANIZATION_ID: ORGANIZATION };
  const file = { ANTHROPIC_IDENTITY_TOKEN_FILE: join(root, 'identity-token') };
  const value = { ANTHROPIC_IDENTITY_TOKEN: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2YWwifQ.c2ln' };
  const all = { ...rule, ...org, ...file, ...value };
  const choices: Record<State['federation'], Record<string, string>> = {
    none: {},
    'all-empty': Object.fromEntries(Object.keys(all).map((name) => [name, ''])),
    org,
    'rule+token': { ...rule, ...file },
    'org+token': { ...org, ...file },
    'rule+org': { ...rule, ...org },
    file: { ...rule, ...org, ...file },
    value: { ...rule, ...org, ...value },
    both: all,
    'file-missing': { ...rule, ...org, ANTHROPIC_IDENTITY_TOKEN_FILE: join(root, 'no-token') },
    'file-empty': { ...rule, ...org, ANTHROPIC_IDENTITY_TOKEN_FILE: join(root, 'empty-token') },
  };
  return choices[choice];
}

/** The variables that only Claude Code reads. */
function claudeVariables(state: State, root: string): Record<string, string> {
  const { oauthToken, claudeDirectory } = state;
  return defined({
    CLAUDE_CODE_OAUTH_TOKEN: oauthToken === 'set' ? PLANTED.oauthToken : THREE[oauthToken],
    CLAUDE_CONFIG_DIR: claudeDirectory === 'HOME' ? undefined : join(root, 'claude'),
  });
}

function defined(some: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(some).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

type Level = 'user' | 'project' | 'local' | 'root';
type Places = {
  readonly root: string;
  readonly home: string;
  readonly cwd: string;
  readonly claude: string;
};

function laySettings(state: State, { root, cwd, claude }: Places): void {
  const files: Record<Level, string> = {
    user: join(claude, 'settings.json'),
    project: join(cwd, '.claude', 'settings.json'),
    local: join(cwd, '.claude', 'settings.local.json'),
    root: join(root, 'project', '.claude', 'settings.local.json'),
  };
  const envs = settingsEnv(state.settings, root);
  for (const level of ['user', 'project', 'local', 'root'] as const) {
    const helper = helperAt(state.helper, level);
    const env = envs[level];
    const broken = state.settings === 'broken' && level === 'user';
    if (broken) write(files[level], '{');
    else if (env !== undefined || helper !== undefined) {
      write(files[level], { ...(env && { env }), ...(helper && { apiKeyHelper: helper }) });
    }
  }
}

function helperAt(choice: State['helper'], level: Level): string | undefined {
  if (choice === level) return `printf '%s\\n' ${PLANTED.helper}`;
  return choice === 'failing' && level === 'user' ? 'exit 1' : undefined;
}

function settingsEnv(
  choice: State['settings'],
  root: string,
): Partial<Record<Level, Record<string, string>>> {
  const key = { ANTHROPIC_API_KEY: PLANTED.settingsKey };
  const profile = { ANTHROPIC_PROFILE: 'named' };
  const rules = { ANTHROPIC_FEDERATION_RULE_ID: RULES.settings };
  const choices: Record<State['settings'], Partial<Record<Level, Record<string, string>>>> = {
    none: {},
    'user-key': { user: key },
    'user-token': { user: { ANTHROPIC_AUTH_TOKEN: PLANTED.settingsToken } },
    'user-oauth-token': { user: { CLAUDE_CODE_OAUTH_TOKEN: PLANTED.settingsOauthToken } },
    'user-profile': { user: profile },
    'user-federation': { user: { ...federation('file', root), ...rules } },
    'user-empty-key': { user: { ANTHROPIC_API_KEY: '' } },
    'project-key': { project: key },
    'project-profile': { project: profile },
    'local-token': { local: { ANTHROPIC_AUTH_TOKEN: PLANTED.settingsToken } },
    'user-and-project-key': {
      user: { ANTHROPIC_API_KEY: PLANTED.otherSettingsKey },
      project: key,
    },
    broken: {},
    'project-oauth-token': { project: { CLAUDE_CODE_OAUTH_TOKEN: PLANTED.settingsOauthToken } },
    'project-federation': { project: { ...federation('file', root), ...rules } },
    'project-missing-profile': { project: { ANTHROPIC_PROFILE: 'nosuch' } },
    'project-empty-profile': { project: { ANTHROPIC_PROFILE: '' } },
    'root-key': { root: key },
  };
  return choices[choice];
}

/** What `/login` leaves: a token of a claude.ai account, or a key it made at the console. */
function layClaudeLogin(
  { claudeLogin, claudeDirectory }: State,
  claude: string,
  home: string,
): void {
  const scopes =
    claudeLogin === 'setup-token' ? ['user:inference'] : ['user:inference', 'user:profile'];
  if (claudeLogin === 'account' || claudeLogin === 'setup-token') {
    write(join(claude, '.credentials.json'), {
      claudeAiOauth: {
        accessToken: PLANTED.claudeLogin,
        refreshToken: 'sk-ant-ort01-planted-claude-login',
        expiresAt: Date.now() + 8 * HOUR * 1000,
        scopes,
        subscriptionType: 'max',
      },
    });
  }
  if (claudeLogin === 'console-key') {
    const at = claudeDirectory === 'HOME' ? home : claude;
    write(join(at, '.claude.json'), { primaryApiKey: PLANTED.consoleKey });
  }
}
