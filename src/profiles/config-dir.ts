import { AntError } from '../errors.js';
import type { Host } from '../host.js';

type Machine = Pick<Host, 'env' | 'platform' | 'home' | 'cwd'>;

/**
 * The absolute directory that holds `configs`, `credentials` and `active_config`, as the Go and
 * TypeScript SDKs find it; `flag` is `--config-dir`. `undefined` when the machine names no place for
 * one. Like the SDKs it expands no `~`, and a blank variable counts as unset; a blank flag is an
 * `AntError('usage')`, because a script whose own variable is unset must not reach another directory.
 */
export function configDirectory(machine: Machine, flag?: string): string | undefined {
  const { env, platform, home } = machine;
  if (flag?.trim() === '') throw new AntError('usage', '--config-dir is empty');
  const explicit = filled(flag) ?? filled(env.ANTHROPIC_CONFIG_DIR);
  if (explicit !== undefined) return absolutePath(machine, explicit);
  if (platform === 'win32') return windowsDirectory(env);
  const xdg = filled(env.XDG_CONFIG_HOME);
  if (xdg !== undefined) return joinPath(platform, absolutePath(machine, xdg), 'anthropic');
  return home === undefined ? undefined : joinPath(platform, home, '.config', 'anthropic');
}

/** The same, or an `AntError('file')` that says which variable to set. */
export function requireConfigDirectory(machine: Machine, flag?: string): string {
  const directory = configDirectory(machine, flag);
  if (directory !== undefined) return directory;
  throw new AntError('file', 'there is no home directory to keep profiles in', {
    hint: 'set ANTHROPIC_CONFIG_DIR to a directory, or pass --config-dir',
  });
}

/** Joins with the platform's separator. Nothing is normalised. */
export function joinPath(platform: Host['platform'], ...parts: readonly string[]): string {
  return parts.join(platform === 'win32' ? '\\' : '/');
}

function windowsDirectory(env: Host['env']): string | undefined {
  const appData = filled(env.APPDATA);
  if (appData !== undefined) return joinPath('win32', appData, 'Anthropic');
  const user = filled(env.USERPROFILE);
  return user === undefined
    ? undefined
    : joinPath('win32', user, 'AppData', 'Roaming', 'Anthropic');
}

/**
 * A path as typed, made absolute and freed of separators at its end. One spelling for one place matters:
 * keychain items are named after the configuration directory. `~` is not expanded.
 */
export function absolutePath(
  { platform, cwd }: Pick<Host, 'platform' | 'cwd'>,
  path: string,
): string {
  const windows = platform === 'win32';
  const isAbsolute = windows ? /^([A-Za-z]:)?[\\/]/ : /^\//;
  const whole = isAbsolute.test(path) ? path : joinPath(platform, cwd, path);
  const trimmed = whole.replace(windows ? /[\\/]+$/ : /\/+$/, '');
  return trimmed === '' ? '/' : trimmed;
}

function filled(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}
