import { printable } from '../printable.js';
import type { Finding, Level } from '../scan/finding.js';
import type { Counts } from '../scan/progress.js';
import type { Scanned } from '../scan/scan.js';

/** Where the reader stands: paths are shown from there. With `/` between names. */
export type Standpoint = { readonly cwd: string; readonly home: string | undefined };

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** A path as a person would type it: from the current directory, or from the home. */
export function shownPath(path: string, { cwd, home }: Standpoint): string {
  const [here, below] = [within(path, cwd), home && within(path, home)];
  return printable(here ?? (below ? `~/${below}` : path), 300);
}

/** Findings by file, each with its fix; then the keys that lie in several places; the summary is last. */
export function renderScan({ findings, counts }: Scanned, from: Standpoint): string {
  const files = grouped(findings, ({ path }) => path);
  const blocks = [...files.values()].map((inFile) =>
    inFile.flatMap((finding) => linesOf(finding, from)).join(''),
  );
  const same = repeated(findings, from).join('');
  return [...blocks, ...(same === '' ? [] : [same]), summary(findings, files.size, counts)].join(
    '\n',
  );
}

/** The same for scripts. Paths below the current directory are relative to it. */
export function scanValue(
  scanned: Scanned,
  { cwd }: Standpoint,
): Readonly<Record<string, unknown>> {
  const { findings, unreadable, broken, counts } = scanned;
  const relative = <Value extends { readonly path: string }>(value: Value) => ({
    ...value,
    path: within(value.path, cwd) ?? value.path,
  });
  return {
    schema_version: 1,
    findings: findings.map(relative),
    unreadable: unreadable.map(({ path, because }) => relative({ path, because })),
    read_as_text: broken.map(relative),
    scanned: {
      files: counts.files,
      binary: counts.binary,
      too_large: counts['too-large'],
      directory_links: counts['directory-link'],
      outside_links: counts['outside-link'],
      special: counts.special,
    },
  };
}

/** What was met and not read, in words; empty when there was nothing of the kind. */
export function notReadWords(counts: Readonly<Counts>): string {
  const words: readonly (readonly [keyof Counts, string])[] = [
    ['binary', 'binary files'],
    ['too-large', 'files over 64 MiB'],
    ['directory-link', 'links to directories'],
    ['outside-link', 'links out of the tree'],
    ['special', 'neither files nor directories'],
  ];
  return words
    .filter(([kind]) => counts[kind] > 0)
    .map(([kind, what]) => `${what} (${counts[kind]})`)
    .join(', ');
}

/** The path below a directory; `undefined` when it is not in it. */
export function within(path: string, directory: string): string | undefined {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

function linesOf(finding: Finding, from: Standpoint): readonly string[] {
  const { level, message, rule, fix } = finding;
  return [
    `${placeOf(finding, from)}: ${level}: ${printable(message, 300)} [${rule}]\n`,
    `    fix: ${fix}\n`,
  ];
}

function placeOf({ path, line, column }: Finding, from: Standpoint): string {
  return `${shownPath(path, from)}:${line}:${column}`;
}

function repeated(findings: readonly Finding[], from: Standpoint): readonly string[] {
  const keys = findings.filter(({ fingerprint }) => fingerprint !== undefined);
  return [...grouped(keys, ({ fingerprint = '' }) => fingerprint)].flatMap(([print, places]) => {
    if (places.length < 2) return [];
    const where = places.map((place) => placeOf(place, from)).join(', ');
    return [`${print} is one and the same in ${places.length} places: ${where}\n`];
  });
}

function summary(findings: readonly Finding[], files: number, counts: Counts): string {
  if (findings.length === 0) return `nothing found in ${number(counts.files, 'file')}\n`;
  const levels = LEVELS.map(
    (level) => [level, findings.filter((each) => each.level === level)] as const,
  )
    .filter(([, each]) => each.length > 0)
    .map(([level, each]) => number(each.length, level));
  return `${number(findings.length, 'finding')} in ${number(files, 'file')}: ${levels.join(', ')}\n`;
}

function number(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function grouped(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group === undefined) groups.set(keyOf(finding), [finding]);
    else group.push(finding);
  }
  return groups;
}
