import type { ClaudeSettingsTraits, Tier } from './behaviour.js';
import type { ClaudeCodeFacts, Facts } from './facts.js';

/** Once it is decided that a profile is used, nothing else is looked for. */
export const PROFILE_ALONE: readonly Tier[] = [
  { kind: 'profile', chosen: 'explicit', on: { missing: 'none' } },
  { kind: 'profile', chosen: 'implicit', on: { missing: 'none' } },
];

type Settings = ClaudeCodeFacts['settings'][number];

/** The machine as Claude Code sees it when it decides: what counts of its settings is in its environment. */
export function withSettings(facts: Facts, traits: ClaudeSettingsTraits): Facts {
  return overlaid(facts, traits, traits.fromProject);
}

/**
 * The machine as Claude Code sees it when it reads the profile that it decided for; `undefined` when that
 * is the same one.
 */
export function withSettingsForProfile(
  facts: Facts,
  traits: ClaudeSettingsTraits,
): Facts | undefined {
  const { fromProjectForProfile: names } = traits;
  const settings = facts.claudeCode?.settings ?? [];
  const moves = settings.some((each) => each.project && names.some((name) => name in each.env));
  return moves ? overlaid(facts, traits, [...traits.fromProject, ...names]) : undefined;
}

/** The settings file whose value of a variable counts; `undefined` where it is the environment's. */
export function settingsFileOf({ claudeCode }: Facts, name: string): string | undefined {
  return claudeCode?.settings.findLast(({ env }) => name in env)?.path;
}

function overlaid(facts: Facts, traits: ClaudeSettingsTraits, names: readonly string[]): Facts {
  const { claudeCode } = facts;
  if (claudeCode === undefined) return facts;
  const settings = claudeCode.settings
    .filter(({ project }) => project !== 'root' || traits.readsRoot)
    .map((each) => (each.project === undefined ? each : keeping(each, names)));
  const env: Facts['env'] = Object.assign({}, ...settings.map((each) => each.env));
  return {
    ...facts,
    env: { ...facts.env, ...env },
    directories: directories(facts, 'ANTHROPIC_CONFIG_DIR' in env),
    claudeCode: { ...claudeCode, settings },
  };
}

function keeping(settings: Settings, names: readonly string[]): Settings {
  const kept = Object.entries(settings.env).filter(([name]) => names.includes(name));
  return { ...settings, env: Object.fromEntries(kept) };
}

/** The directory that settings name was gathered after the one that the environment names. */
function directories({ directories: all }: Facts, moved: boolean): Facts['directories'] {
  const last = all.findLastIndex(({ by }) => by === 'ANTHROPIC_CONFIG_DIR');
  if (!moved) return all;
  return all.filter(({ by }, index) => by !== 'ANTHROPIC_CONFIG_DIR' || index === last);
}
