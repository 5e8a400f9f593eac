import { CLIENT_IDS, type Client, type ClientVersion } from '../../clients/client.js';
import { CLIENTS, findClient, versionOf } from '../../clients/table.js';
import { AntError } from '../../errors.js';
import { printable } from '../../printable.js';

/** What `--for` names: a client and a release, `installed`, or nothing. */
export type Wish = { readonly client: Client; readonly release?: string };

/** A client whose behaviour is to be predicted, and why in this release. */
export type AskedClient = {
  readonly client: Client;
  readonly version: ClientVersion;
  readonly assumed: 'named' | 'installed' | 'newest';
  readonly release?: string;
  readonly note?: string;
};

/** A release as `installed` found it, by the client's id. */
export type InstalledReleases = Readonly<
  Record<string, { readonly version: string; readonly where: string }>
>;

export const INSTALLED = 'installed';

/**
 * Reads `all`, `typescript-sdk`, `typescript-sdk@1.0.0`; with `installed` those without a release mean the
 * installed one. An `AntError('usage')` lists what is known.
 */
export function readWishes(words: readonly string[], installed: boolean): readonly Wish[] {
  return words.flatMap((word) => {
    const [name = '', typed] = split(word);
    const release = typed ?? (installed ? INSTALLED : undefined);
    checkRelease(word, release);
    const clients = name === 'all' ? CLIENTS : [knownClient(name)];
    return clients.map((client) => ({ client, ...(release !== undefined && { release }) }));
  });
}

/** The behaviour each wish is about; `installed` is what was found here. */
export function resolveWishes(
  wishes: readonly Wish[],
  installed: InstalledReleases = {},
): readonly AskedClient[] {
  return wishes.map(({ client, release }) => {
    if (release === undefined) return newest(client, undefined);
    if (release !== INSTALLED) return named(client, release);
    const here = Object.hasOwn(installed, client.id) ? installed[client.id] : undefined;
    if (here !== undefined) return installedRelease(client, here);
    return newest(client, 'no installed release was found, so the newest is assumed');
  });
}

/** As package managers write it: `>=0.120.0 <1.0.0`. */
export function rangeOf({
  since,
  before,
}: {
  readonly since: string;
  readonly before?: string | undefined;
}): string {
  return `>=${since}${before === undefined ? '' : ` <${before}`}`;
}

function newest(client: Client, note: string | undefined): AskedClient {
  const version = client.versions.at(-1);
  if (version === undefined) throw new AntError('usage', `nothing is known of ${client.id}`);
  return { client, version, assumed: 'newest', ...(note && { note }) };
}

function named(client: Client, release: string): AskedClient {
  const version = versionOf(client, release);
  if (version !== undefined) return { client, version, assumed: 'named', release };
  return refuse(
    `${client.id}@${release}`,
    `${client.id} is known in these releases: ${client.versions.map(rangeOf).join(', ')}`,
  );
}

function installedRelease(
  client: Client,
  { version: release, where }: InstalledReleases[string],
): AskedClient {
  const known = versionOf(client, release);
  const version = known ?? client.versions[0];
  if (version === undefined) return newest(client, undefined);
  const note = `found in ${where}${known ? '' : '; older than all that is known, so taken for the oldest'}`;
  return { client, version, assumed: 'installed', release, note };
}

function knownClient(name: string): Client {
  const id = CLIENT_IDS.find((each) => each === name);
  const client = id && findClient(id);
  return client ?? refuse(name, `known are all, ${CLIENTS.map((each) => each.id).join(', ')}`);
}

function checkRelease(word: string, release: string | undefined): void {
  if (release === undefined || release === INSTALLED) return;
  if (word.startsWith('all@')) refuse(word, 'a release is one client’s: name the client');
  if (/^\d+(\.\d+){0,3}([-+.][\w.+-]*)?$/.test(release) && release.length <= 40) return;
  refuse(word, 'a release is written like 1.12.0, or installed');
}

function split(word: string): readonly string[] {
  const at = word.indexOf('@');
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function refuse(word: string, hint: string): never {
  throw new AntError('usage', `--for cannot answer for "${printable(word, 60)}"`, { hint });
}
