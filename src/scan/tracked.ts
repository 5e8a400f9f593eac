import ignore, { type Ignore } from 'ignore';
import type { Host } from '../host.js';
import { findTop, isTop, linesOf, parentOf, widePatterns } from './repository.js';

type Machine = Pick<Host, 'files' | 'tree' | 'env' | 'home' | 'platform'>;

/** What git would ignore in one directory. */
export type Patterns = {
  /** The directory of the repository, or where the scan began when there is none. */
  readonly top: string;
  /** Made anew for each directory: it remembers every path it was asked about. */
  readonly matcher: Ignore;
};

/** The patterns for a directory, and those above it in its repository. `undefined`: git ignores it. */
export async function patternsAt(host: Machine, directory: string): Promise<Patterns | undefined> {
  const top = (await findTop(host, directory)) ?? directory;
  let patterns: Patterns | undefined = await startAt(host, top);
  for (const path of pathTo(top, directory)) {
    patterns = patterns && (await patternsBelow(host, path, patterns));
  }
  return patterns;
}

/** The same for a directory in one whose patterns are known. A repository within a repository is its own. */
export async function patternsBelow(
  host: Machine,
  directory: string,
  around: Patterns,
): Promise<Patterns | undefined> {
  if (directory.endsWith('/.git') || isIgnored(around, `${directory}/`)) return undefined;
  if (await isTop(host, directory)) return startAt(host, directory);
  const matcher = newMatcher(host).add(around.matcher);
  return withOwn(host, directory, { top: around.top, matcher });
}

/** A directory's path ends in `/`. */
export function isIgnored({ top, matcher }: Patterns, path: string): boolean {
  const within = path.slice(top.endsWith('/') ? top.length : top.length + 1);
  return within === '.git' || matcher.ignores(within);
}

async function startAt(host: Machine, top: string): Promise<Patterns> {
  const matcher = newMatcher(host).add(await widePatterns(host, top));
  return withOwn(host, top, { top, matcher });
}

async function withOwn(
  host: Machine,
  directory: string,
  { top, matcher }: Patterns,
): Promise<Patterns> {
  const lines = await linesOf(host, `${directory}/.gitignore`);
  const base = directory.slice(top.length).replace(/^\//, '');
  matcher.add(lines.map((line) => fromTop(line, base)));
  return { top, matcher };
}

function newMatcher({ platform }: Machine): Ignore {
  return ignore({ ignorecase: platform !== 'linux' });
}

/** A pattern of a `.gitignore` further down, as one of the repository's own would say it. */
function fromTop(line: string, base: string): string {
  if (base === '' || line.startsWith('#') || line.trim() === '') return line;
  const [, not = '', pattern = ''] = /^(!?)(.*)$/.exec(line) ?? [];
  const anchored = pattern.trimEnd().slice(0, -1).includes('/');
  const literal = base.replace(/[\\*?[\] ]/g, '\\$&');
  return `${not}/${literal}/${anchored ? '' : '**/'}${pattern.replace(/^\/|^\\(?=[#!])/, '')}`;
}

/** The directories on the way from one above, which is left out, to one below. */
function pathTo(top: string, directory: string): readonly string[] {
  return directory === top ? [] : [...pathTo(top, parentOf(directory)), directory];
}
