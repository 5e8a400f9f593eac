import { AntError } from '../errors.js';
import type { Host } from '../host.js';

type Machine = Pick<Host, 'env' | 'platform' | 'home' | 'cwd'>;

/**
 * The absolute directory that holds `configs`, `credentials` and `active_config`, as the Go and
 * TypeScript SDKs find it; `flag` is `--config-dir`. `undefined` when the machine names no place for
 * one. Like the SDKs it expands no `~`, and a blank variable counts as unset. A blank flag is an `AntError('usage')`
 * here as in the parser, which the hot path does without: it must not reach another directory than was meant.
 */
export function configDirectory(machine: Machine, flag?: string): string | undefined {
  const { env, platform, home } = machine;
  if (flag?.trim() === '') throw new AntError('usage', '--config-dir is empty');
  const explicit = filled(flag) ?? filled(env.ANTHROPIC_CONFIG_DIR);
  if (explicit !== undefined) return absolutePath(machine, explicit);
  const below = (base: string | undefined, ...names: readonly string[]) =>
    base === undefined ? undefined : joinPath(platform, absolutePath(machine, base), ...names);
  return platform === 'win32'
    ? (below(filled(env.APPDATA), 'Anthropic') ??
        below(filled(env.USERPROFILE), 'AppData', 'Roaming', 'Anthropic'))
    : (below(filled(env.XDG_CONFIG_HOME), 'anthropic') ?? below(home, '.config', 'anthropic'));
}

/** The same, or an `AntError('file')` that says which variable to set. */
export function requireConfigDirectory(machine: Machine, flag?: string): string {
  const directory = configDirectory(machine, flag);
  if (directory !== undefined) return directory;
  throw new AntError('file', 'there is no home directory to keep profiles in', {
    hint: 'set ANTHROPIC_CONFIG_DIR to a directory, or pass --config-dir',
  });
}

/** Joins with the platform's separator, which the root ends in already. Nothing else is normalised. */
export function joinPath(
  platform: Host['platform'],
  base: string,
  ...names: readonly string[]
): string {
  return [base === '/' ? '' : base, ...names].join(platform === 'win32' ? '\\' : '/');
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
