import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import type { ClaudeCodeFacts, VariableFact } from './facts.js';
import {
  type ClaudeCodeMachine,
  type ClaudeHome,
  type SettingsPlace,
  settingsPlaces,
} from './gather-claude-settings.js';
import { joined, literalPath, look } from './gather-files.js';
import { variableFact } from './variable-fact.js';

type Settings = ClaudeCodeFacts['settings'][number];

/** A settings file, and whether it sets the helper to nothing. */
type Read = { readonly settings: Settings; readonly silences: boolean };

/**
 * What decides inside Claude Code's own files: its settings, weakest first, and what `/login` left
 * behind. `undefined` when there is neither. Never throws, and asks no keychain.
 */
export async function gatherClaudeCode(
  machine: ClaudeCodeMachine,
): Promise<ClaudeCodeFacts | undefined> {
  const home = claudeHome(machine);
  const read: Read[] = [];
  for (const place of await settingsPlaces(machine, home)) {
    const one = await readSettings(machine, place);
    const isState = place.path === home.state;
    if (one !== undefined && !(isState && isEmpty(one.settings))) read.push(one);
  }
  const login = await gatherLogin(machine, home);
  const signedIn = login.login !== 'absent' || login.loginKey;
  if (read.length === 0 && !signedIn) return undefined;
  const last = read.findLastIndex(({ silences }) => silences);
  const settings = read.map(({ settings: each }, index) =>
    index < last ? { ...each, apiKeyHelper: false } : each,
  );
  return { settings, ...login };
}

/** Its own state is a file of settings only where it sets a variable. */
const isEmpty = ({ env }: Settings) => Object.keys(env).length === 0;

/**
 * CLAUDE_CONFIG_DIR holds both; without it they lie in the home directory under two names. An empty one
 * is the working directory, but for the one file.
 */
function claudeHome(machine: ClaudeCodeMachine): ClaudeHome {
  const { env, platform, home, cwd } = machine;
  const named = env.CLAUDE_CONFIG_DIR;
  const base = home === undefined ? undefined : joined(platform, home, '.claude');
  const directory = named === undefined ? base : named === '' ? cwd : literalPath(machine, named);
  const state = named
    ? joined(platform, literalPath(machine, named), '.claude.json')
    : base && `${base}.json`;
  return { ...(directory && { directory }), ...(state && { state }) };
}

async function readSettings(
  machine: ClaudeCodeMachine,
  place: SettingsPlace,
): Promise<Read | undefined> {
  const looked = await look(machine, place.path);
  if (looked.state === 'absent') return undefined;
  const nothing = { ...place, apiKeyHelper: false, env: {} };
  if (looked.state === 'unreadable') {
    return { settings: { ...nothing, state: 'unreadable' }, silences: false };
  }
  const found = readJson(looked.view.text);
  if (found === undefined) return { settings: { ...nothing, state: 'invalid' }, silences: false };
  const { apiKeyHelper: helper = null } = found;
  if (helper !== null && typeof helper !== 'string') {
    return { settings: { ...nothing, state: 'invalid' }, silences: false };
  }
  const env = variablesIn(found.env);
  return {
    settings: { ...place, state: 'found', apiKeyHelper: Boolean(helper), env },
    silences: helper === '',
  };
}

/** A byte-order mark is passed over there, too. */
const readJson = (text: string): JsonObject | undefined =>
  readJsonObject(text.replace(/^\uFEFF/, ''));

/** The variables of an `env` block that some client would read. What is no text becomes one, `null` too. */
function variablesIn(env: unknown): Readonly<Record<string, VariableFact>> {
  if (!isObject(env)) return {};
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (!/^(ANTHROPIC|CLAUDE)_|^XDG_CONFIG_HOME$/.test(name) || isObject(value)) return [];
      return [[name, variableFact(name, String(value))]];
    }),
  );
}

/**
 * On a Mac both rest in the keychain, which is not asked; that somebody signed in is known from the
 * account that is noted beside it. A login without the scope for inference is never used.
 */
async function gatherLogin(
  machine: ClaudeCodeMachine,
  { directory, state }: ClaudeHome,
): Promise<Pick<ClaudeCodeFacts, 'login' | 'loginKey'>> {
  if (directory === undefined || state === undefined) return { login: 'absent' };
  const { platform } = machine;
  const credentials = await readFile(machine, joined(platform, directory, '.credentials.json'));
  const beside = await readFile(machine, state);
  const used = isUsable(credentials?.claudeAiOauth);
  const unknown = platform === 'darwin' && isObject(beside?.oauthAccount);
  return {
    login: used ? 'found' : unknown ? 'unknown' : 'absent',
    ...(beside !== undefined && readString(beside, 'primaryApiKey') && { loginKey: true as const }),
  };
}

function isUsable(login: unknown): boolean {
  if (!isObject(login) || readString(login, 'accessToken') === undefined) return false;
  return Array.isArray(login.scopes) && login.scopes.includes('user:inference');
}

async function readFile(machine: ClaudeCodeMachine, path: string): Promise<JsonObject | undefined> {
  const looked = await look(machine, path);
  return looked.state === 'found' ? readJson(looked.view.text) : undefined;
}
