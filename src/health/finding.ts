import type { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { printable } from '../printable.js';

/** What a check may look at. Each one takes the slice it needs. */
export type Machine = Pick<
  Host,
  | 'env'
  | 'version'
  | 'platform'
  | 'user'
  | 'now'
  | 'sleep'
  | 'random'
  | 'interrupt'
  | 'http'
  | 'files'
  | 'locks'
  | 'keychain'
  | 'checkup'
>;

/** A repair that can do no harm, as data: `mend.ts` makes it, and looks again before it does. */
export type Repair =
  | { readonly kind: 'mode'; readonly path: string; readonly mode: number }
  | { readonly kind: 'remove-file'; readonly path: string }
  | { readonly kind: 'remove-exec-directory'; readonly path: string }
  | { readonly kind: 'pass-lock'; readonly directory: string }
  | { readonly kind: 'pass-credentials-lock'; readonly configDir: string };

/** What mends it: a command to type, or what to do in words. With `repair`, `--fix` does it. */
export type Fix = ({ readonly command: string } | { readonly words: string }) & {
  readonly repair?: Repair;
};

/**
 * One line of a check's answer. `ok`: nothing to say. `note`: worth knowing, nothing wrong. `warning`: it will
 * surprise somebody. `broken`: it does not work. `skipped`: not looked at; with `failed`, because that part
 * of the machine could not be asked.
 */
export type Finding = {
  readonly state: 'ok' | 'note' | 'warning' | 'broken' | 'skipped';
  readonly because: string;
  readonly fix?: Fix;
  readonly failed?: 'file' | 'keychain' | 'network';
};

/** The makers below let no character through that a terminal would obey. */
export function ok(because: string): Finding {
  return { state: 'ok', because: shown(because) };
}

export function note(because: string, fix?: Fix): Finding {
  return { state: 'note', because: shown(because), ...mended(fix) };
}

export function warning(because: string, fix?: Fix): Finding {
  return { state: 'warning', because: shown(because), ...mended(fix) };
}

export function broken(because: string, fix?: Fix): Finding {
  return { state: 'broken', because: shown(because), ...mended(fix) };
}

/** `failed` only where it should have been looked at and could not. */
export function skipped(because: string, failed?: Finding['failed']): Finding {
  return { state: 'skipped', because: shown(because), ...(failed && { failed }) };
}

/** A command to type. */
export function command(text: string, repair?: Repair): Fix {
  return { command: text, ...(repair && { repair }) };
}

/** What to do, in words. */
export function words(text: string, repair?: Repair): Fix {
  return { words: text, ...(repair && { repair }) };
}

/** The hint of an error or a candidate; many are `run:` and one command. */
export function fixFrom(hint: string | undefined): Fix | undefined {
  if (hint === undefined) return undefined;
  const only = /^run: ([^;,]+)$/.exec(hint)?.[1];
  return only === undefined ? words(hint) : command(only);
}

/** What an error kept from being looked at. */
export function unseen({ code, message, hint }: AntError): Finding {
  const fix = fixFrom(hint);
  if (code !== 'file' && code !== 'keychain' && code !== 'network') return broken(message, fix);
  return { ...skipped(message, code), ...mended(fix) };
}

function mended(fix: Fix | undefined): Pick<Finding, 'fix'> {
  if (fix === undefined) return {};
  const { repair } = fix;
  const rest = repair && { repair };
  return 'command' in fix
    ? { fix: { command: shown(fix.command), ...rest } }
    : { fix: { words: shown(fix.words), ...rest } };
}

function shown(text: string): string {
  return printable(text, 600);
}
