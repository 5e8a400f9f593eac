import type { Host } from '../host.js';
import type { ClaudeCodeFacts, Facts, VariableFact } from './facts.js';
import { gatherClaudeCode } from './gather-claude-code.js';
import { gatherDirectories } from './gather-directories.js';
import { gatherTokenFiles } from './gather-token-files.js';
import { variableFact } from './variable-fact.js';

/** What looking at a machine takes. No network, no keychain, no child process. */
export type GatherMachine = Pick<Host, 'env' | 'platform' | 'home' | 'cwd' | 'files' | 'now'>;

/** Where a home and its settings are, and its shell; everything else that counts is named after its reader. */
const PLACES = ['HOME', 'USERPROFILE', 'APPDATA', 'XDG_CONFIG_HOME', 'SHELL'];
const READERS = /^(ANTHROPIC|CLAUDE)_/;

/**
 * Everything here that decides which credential some client would use, without a secret. Files are read
 * by the official format and not by our own rules, because other clients have others. Sends nothing,
 * asks no keychain, and never throws: what cannot be read is a fact, too.
 */
export async function gatherFacts(host: GatherMachine): Promise<Facts> {
  const env = gatherVariables(host.env);
  const claudeCode = await gatherClaudeCode(host);
  const directories = await gatherDirectories(host, {
    profiles: publicValues('ANTHROPIC_PROFILE', env, claudeCode).map((name) => name.trim()),
    configDirs: publicValues('ANTHROPIC_CONFIG_DIR', {}, claudeCode),
  });
  return {
    now: host.now(),
    platform: host.platform,
    env,
    directories,
    tokenFiles: await gatherTokenFiles(host, tokenPaths({ env, directories, claudeCode })),
    ...(claudeCode && { claudeCode }),
  };
}

function gatherVariables(env: Host['env']): Facts['env'] {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      if (value === undefined || !(PLACES.includes(name) || READERS.test(name))) return [];
      return [[name, variableFact(name, value)]];
    }),
  );
}

function tokenPaths({
  env,
  directories,
  claudeCode,
}: Pick<Facts, 'env' | 'directories'> & {
  readonly claudeCode: ClaudeCodeFacts | undefined;
}): readonly string[] {
  const inProfiles = directories
    .flatMap(({ profiles }) => Object.values(profiles))
    .flatMap(({ config }) => (config.state === 'found' ? [config.identityToken?.path] : []));
  const name = 'ANTHROPIC_IDENTITY_TOKEN_FILE';
  const inVariables = publicValues(name, env, claudeCode);
  // Some clients trim the variable and some do not.
  const all = [...inProfiles, ...inVariables.flatMap((path) => [path, path.trim()])];
  return [...new Set(all)].filter((path): path is string => path !== undefined && path !== '');
}

/** A variable's values wherever one is given: by the environment, or by Claude Code's settings. */
function publicValues(
  name: string,
  env: Readonly<Record<string, VariableFact>>,
  claudeCode: ClaudeCodeFacts | undefined,
): readonly string[] {
  const places = [env, ...(claudeCode?.settings ?? []).map((settings) => settings.env)];
  return places.flatMap((place) => place[name]?.value ?? []);
}
