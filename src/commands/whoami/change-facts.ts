import type { ClaudeCodeFacts, DirectoryFact, Facts, ProfileFact } from '../../clients/facts.js';

/** A machine after a person has done something to it. None of these touches the real one. */

export function withoutVariables(facts: Facts, names: readonly string[]): Facts {
  const env = Object.entries(facts.env).filter(([name]) => !names.includes(name));
  return { ...facts, env: Object.fromEntries(env) };
}

export function withVariable(facts: Facts, name: string, value: string): Facts {
  return { ...facts, env: { ...facts.env, [name]: { state: 'set', value } } };
}

export function withActive(facts: Facts, directory: string, name: string): Facts {
  return inDirectory(facts, directory, (found) => ({ ...found, active: { state: 'name', name } }));
}

/** Somebody signs in: a private file with a token that has just begun its life, as `ant` leaves it. */
export function withLogin(facts: Facts, directory: string, name: string): Facts {
  return inDirectory(facts, directory, (found) => ({
    ...found,
    profiles: { ...found.profiles, [name]: signedIn(facts.now, found.profiles[name]) },
  }));
}

/** A variable that comes to lead to a directory makes it the one that is looked into. */
export function withConfigDirectory(facts: Facts, path: string): Facts {
  const known = facts.directories.find((each) => each.path === path);
  const directory: DirectoryFact = {
    active: { state: 'absent' },
    profiles: {},
    ...known,
    path,
    by: 'ANTHROPIC_CONFIG_DIR',
  };
  const others = facts.directories.filter(({ by }) => by !== 'ANTHROPIC_CONFIG_DIR');
  return {
    ...withVariable(facts, 'ANTHROPIC_CONFIG_DIR', path),
    directories: [directory, ...others],
  };
}

/** One of Claude Code's settings files without its helper. */
export function withoutHelper(facts: Facts, path: string): Facts {
  return inSettings(facts, path, (found) => ({ ...found, apiKeyHelper: false }));
}

/** One of Claude Code's settings files without a variable that it sets. */
export function withoutSetting(facts: Facts, path: string, name: string): Facts {
  return inSettings(facts, path, (found) => ({
    ...found,
    env: Object.fromEntries(Object.entries(found.env).filter(([each]) => each !== name)),
  }));
}

export function withoutClaudeLogin(facts: Facts): Facts {
  if (facts.claudeCode === undefined) return facts;
  const { settings } = facts.claudeCode;
  return { ...facts, claudeCode: { settings, login: 'absent' } };
}

function signedIn(now: number, before: ProfileFact | undefined): ProfileFact {
  const config = before?.config;
  return {
    config: config?.state === 'found' ? config : { state: 'found', type: 'user_oauth', fields: {} },
    credentials: {
      state: 'found',
      open: false,
      accessToken: true,
      refreshToken: config?.state === 'found' && config.fields.client_id !== undefined,
      expiresAt: now + 8 * 3600,
    },
  };
}

function inDirectory(
  facts: Facts,
  path: string,
  change: (found: DirectoryFact) => DirectoryFact,
): Facts {
  const directories = facts.directories.map((each) => (each.path === path ? change(each) : each));
  return { ...facts, directories };
}

type Settings = ClaudeCodeFacts['settings'][number];

function inSettings(facts: Facts, path: string, change: (found: Settings) => Settings): Facts {
  const { claudeCode } = facts;
  if (claudeCode === undefined) return facts;
  const settings = claudeCode.settings.map((each) => (each.path === path ? change(each) : each));
  return { ...facts, claudeCode: { ...claudeCode, settings } };
}
