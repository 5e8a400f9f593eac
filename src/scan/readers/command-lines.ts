import { ANY_NAME, findWatched } from '../names.js';
import type { Reader, Removal, Setting } from '../setting.js';

/** How far a line is looked at on either side of a name: one line may be a megabyte long. */
const CONTEXT = 512;

/** A line on either side of a name, as far as it is looked at; `whole` when that is all of it. */
type Seen = { readonly left: string; readonly right: string; readonly whole: boolean };

/** A way of setting a variable: what stands before its name, and after it with the value as a group. */
type Form = { readonly before: RegExp; readonly after: RegExp };

const FORMS: readonly Form[] = [
  // sh, .env, cmd, Dockerfile: NAME=value, also inside quotes and after a flag or a key that takes it.
  { before: /(?:^|[\s;&|("'`{]|(?:Environment|--env|--build-arg)=)$/, after: /^\+?=(?!=)(.*)$/s },
  // fish: set -gx NAME value, but neither -e (erase) nor -q (ask).
  {
    before: /(?:^|[;\s])set\s+(?:-(?![a-df-pr-z]*[eq][a-z]*\s|-(?:erase|query)\b)\S+\s+)+$/i,
    after: /^(?:\s+(.*))?$/s,
  },
  // fish: what set -Ux has kept.
  { before: /^SETUVAR\s+(?:--\S+\s+)*--export\s+(?:--\S+\s+)*$/, after: /^:(.*)$/s },
  { before: /\b(?:setenv|setx)\s+$/i, after: /^\s+(.*)$/s },
  { before: /\$\{?env:$/i, after: /^\}?\s*=(?!=)\s*(.*)$/is },
  { before: /SetEnvironmentVariable\(\s*["']$/i, after: /^["']\s*,\s*(.*)$/s },
  { before: /^\s*ENV\s+$/i, after: /^\s+(.+)$/s },
  // A build argument comes from whoever builds, and stays in the image's history.
  { before: /^\s*(?=ARG)ARG\s+$/i, after: /^\s*($)/ },
  // PAM: NAME DEFAULT=value.
  { before: /^\s*$/, after: /^\s+(?:DEFAULT|OVERRIDE)=(.*)$/s },
];

/** The line sets the name and does nothing else. */
const ALONE_BEFORE =
  /^\s*(?:export\s+|(?:declare|typeset)\s+-x\s+|set\s+(?:-\S+\s+)+|setenv\s+|\$env:|E(?:NV\s+|nvironment=["']?))?$/i;
const ALONE_AFTER =
  /^\s*=?\s*(?:"[^"\\$`]*"|'[^']*'|"?\$\([^()]*\)"?|"?\$\{?\w+\}?"?|[^\s"'`;&|()\\$]*)["']?\s*(?:#.*)?$/;

/**
 * Variables set by lines of commands: the shells, direnv, Dockerfiles, systemd units. Comments, `unset`,
 * mere mentions and what is only echoed are not settings.
 */
export const readCommandLines: Reader = (text) => {
  const names = new RegExp(`(?<!\\w)${ANY_NAME}`, 'gi');
  return {
    settings: [...text.matchAll(names)].flatMap(({ 0: name, index }) => setAt(text, name, index)),
  };
};

function setAt(text: string, name: string, at: number): readonly Setting[] {
  if (findWatched(name)?.name !== name) return [];
  const seen = around(text, name, at);
  if (isComment(seen.left) || isSpoken(seen)) return [];
  const form = FORMS.find(({ before, after }) => before.test(seen.left) && after.test(seen.right));
  const rest = form?.after.exec(seen.right)?.[1];
  if (form === undefined || /^\$null\b/i.test(rest ?? '')) return [];
  const value =
    /\bARG\s+$/i.test(seen.left) && seen.right.trim() === '' ? `$${name}` : firstWord(rest);
  const removal = removalOf(text, seen, at);
  return [{ name, value, at, ...(removal && { removal }) }];
}

function around(text: string, name: string, at: number): Seen {
  const after = at + name.length;
  const before = text.slice(Math.max(0, at - CONTEXT), at);
  const behind = text.slice(after, after + CONTEXT);
  const left = before.slice(before.lastIndexOf('\n') + 1);
  const [right = ''] = behind.split('\n', 1);
  const whole = left.length < CONTEXT && right.length < CONTEXT;
  return { left, right: right.replace(/\r$/, ''), whole };
}

/** A `#` at the start of a word and outside quotes, or a `rem` of cmd's. */
function isComment(left: string): boolean {
  if (/^\s*(?:@?rem\b|::)/i.test(left)) return true;
  const unquoted = left.replace(/\\.|"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) =>
    '_'.repeat(quoted.length),
  );
  return /^(?:[^"']*[\s;])?#/.test(unquoted);
}

/** What is printed or searched for is not set, unless it is printed into a file. */
function isSpoken({ left, right }: Seen): boolean {
  return /\b(?:echo|printf|e?grep|rg)\b[^|;&]*$/i.test(left) && !/>|\btee\b/.test(right);
}

function firstWord(rest = ''): string {
  const [, double, single, bare] = /^(?:"([^"]*)|'([^']*)|([^\s;&|)"']*))/.exec(rest) ?? [];
  return double ?? single ?? bare ?? '';
}

function removalOf(text: string, { left, right, whole }: Seen, at: number): Removal | undefined {
  const start = at - left.length;
  const continued = /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start));
  if (!whole || continued || !ALONE_BEFORE.test(left) || !ALONE_AFTER.test(right)) return undefined;
  // Inside a block a comment alone could leave it empty, which no shell but PowerShell allows.
  const indented = /^\s/.test(left) && !/\$env:$/i.test(left);
  return { by: 'line', mark: indented ? ': #' : '#' };
}
