import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Host } from '../../host.js';
import type { Finding } from '../finding.js';
import { inspect, siteOf, withoutMark } from '../inspect.js';
import { judgeSetting } from '../judge.js';
import { NEEDLES } from '../names.js';
import { parentOf } from '../repository.js';
import type { Setting } from '../setting.js';
import type { Site } from '../site.js';
import { type Removable, without } from './edits.js';

type Machine = Pick<Host, 'tree' | 'cwd'>;

/** A change to be reviewed. */
export type Patch = {
  /** The directory to apply it in, with `-p1`. It holds every file that is changed. */
  readonly base: string;
  /** A unified diff. It holds the lines that go away, keys and all. */
  readonly diff: string;
  readonly files: number;
  /** Findings that it leaves: what stands there can only be taken out by a person. */
  readonly left: number;
};

type Change = { readonly path: string; readonly before: string; readonly after: string };

/**
 * A diff that takes out what can safely be taken out by machine: lines of shell and environment files that do
 * nothing else, properties of JSON, entries of YAML. What only names a secret store stays: without it a
 * job would stop working.
 */
export async function makePatch(host: Machine, findings: readonly Finding[]): Promise<Patch> {
  const changes: Change[] = [];
  let left = 0;
  for (const path of new Set(findings.map((finding) => finding.path))) {
    const change = await changeOf(host, path);
    if (change !== undefined) changes.push(change);
    left +=
      change === undefined
        ? findings.filter((finding) => finding.path === path).length
        : inspect(path, change.after).findings.length;
  }
  const base = baseOf(await realCwd(host), changes);
  const diff = changes.map((change) => diffOf(change, base)).join('');
  return { base, diff, files: changes.length, left };
}

async function changeOf({ tree }: Machine, path: string): Promise<Change | undefined> {
  const place = await tree.look(path);
  const searched = place && (await tree.search(place.real, NEEDLES));
  // A byte that is not UTF-8 would not come back as it was.
  if (searched?.kind !== 'text' || searched.text.includes('\ufffd')) return undefined;
  const before = searched.text;
  const site = siteOf(path, before);
  if (site === undefined) return undefined;
  const after = cleared(before, site);
  return after === before ? undefined : { path: place?.real ?? path, before, after };
}

/** One at a time, reading again after each: places move, and the last entry of a block goes with its block. */
function cleared(text: string, site: Site): string {
  let rest = text;
  for (let next = withoutOne(rest, site); next !== undefined; next = withoutOne(rest, site)) {
    rest = next;
  }
  return rest;
}

function withoutOne(text: string, site: Site): string | undefined {
  const { settings, broken } = site.read(withoutMark(text));
  if (broken) return undefined;
  for (const setting of settings) {
    if (!isUnwanted(setting, site)) continue;
    const rest = without(text, setting);
    const then = site.read(withoutMark(rest));
    if (!then.broken && then.settings.length < settings.length) return rest;
  }
  return undefined;
}

function isUnwanted(setting: Setting, site: Site): setting is Removable {
  if (setting.removal === undefined) return false;
  const rule = judgeSetting(setting, site)?.rule;
  return rule !== undefined && rule !== 'static-key-reference';
}

/** Without links, as the changed files are named. */
async function realCwd({ tree, cwd }: Machine): Promise<string> {
  return (await tree.look(cwd))?.real ?? cwd;
}

/** The current directory where it holds all of them; otherwise the nearest that does. */
function baseOf(directory: string, changes: readonly Change[]): string {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  const above = parentOf(directory);
  const holdsAll = changes.every(({ path }) => path.startsWith(prefix));
  return holdsAll || above === directory ? directory : baseOf(above, changes);
}

function diffOf({ path, before, after }: Change, base: string): string {
  const name = path.slice(base.endsWith('/') ? base.length : base.length + 1);
  // A name with a blank in it ends for GNU patch where a tab follows, and git does not mind.
  const header = name.includes(' ') ? ' ' : undefined;
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, header, header, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
