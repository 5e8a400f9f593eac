import type { Detection, IdentityTokenSource } from './source.js';

type NotPresent = Exclude<Detection, { readonly state: 'present' }>;
type Trouble = { readonly because: string; readonly hint: string };

/** Why a source cannot be asked, and what mends it: that may have several lines, such as the exact YAML. */
export function troubleOf(
  { id, title, asked }: Pick<IdentityTokenSource, 'id' | 'title' | 'asked'>,
  found: NotPresent,
): Trouble {
  if (found.state === 'broken') {
    return { because: `${title}: ${found.because}`, hint: found.fix };
  }
  if (asked === 'named') {
    const because = `${title} needs ${found.lookedFor.join(', ')}`;
    return { because, hint: 'say it: --source-setting NAME=VALUE' };
  }
  return {
    because: `this is not ${title}: found no ${found.lookedFor.join(', no ')}`,
    hint: `run it where ${id} is, or see what is here: ant federation detect`,
  };
}

/**
 * What to do first, for where there is one line: down to the first that does more than lead to the next, as `do this:`
 * and the keys of YAML do.
 */
export function inOneLine(hint: string): string {
  const lines = hint.split('\n').map((line) => line.trim());
  if (lines.length === 1) return hint;
  const first = lines.findIndex((line) => !line.endsWith(':'));
  return `${lines.slice(0, Math.max(first, 0) + 1).join(' ')} …; see: ant federation detect`;
}
