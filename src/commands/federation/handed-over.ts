import { sha256 } from '../../digest.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { readJsonObject, readString } from '../../json.js';
import { printable } from '../../printable.js';
import { joinPath } from '../../profiles/config-dir.js';

type Disk = Pick<Host, 'files' | 'platform'>;

const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

/** A file that a token was written to for other programs. */
export type HandedOver = {
  /** Absolute. */
  readonly path: string;
  /** Hash of what was written: what is there now may be somebody else's. */
  readonly hash: string;
  /** Epoch seconds. */
  readonly expiresAt?: number | undefined;
  /** The configuration directory that was made for it, if one was. */
  readonly directory?: string | undefined;
  /** Noted in such a directory: the configuration directory of who made it. */
  readonly from?: string | undefined;
};

/** The same as it is written: its text in place of the hash. */
export type Written = Omit<HandedOver, 'hash'> & { readonly text: string };

/**
 * Remembers such a file, in `<config_dir>/handed-over`. Nothing of the token is in the note. One that cannot be left
 * costs a warning and nothing else: the token is bought, and somebody waits for it.
 */
export async function noteHandedOver(
  host: Disk & Pick<Host, 'terminal'>,
  configDir: string | undefined,
  { path, text, expiresAt, ...rest }: Written,
): Promise<void> {
  if (configDir === undefined) return;
  const note = JSON.stringify({ path, hash: sha256(text), expires_at: expiresAt, ...rest });
  try {
    await host.files.write(notePath(host, configDir, path), `${note}\n`, PRIVATE);
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    const shown = printable(path, 300);
    host.terminal.say(`ant: warning: revoke-local will not find ${shown}: ${error.message}`);
  }
}

/** All that are remembered. A note that cannot be understood is passed over. */
export async function listHandedOver(
  host: Disk,
  configDir: string,
): Promise<readonly HandedOver[]> {
  const directory = joinPath(host.platform, configDir, 'handed-over');
  const names = await host.files.list(directory);
  const paths = names.map((name) => joinPath(host.platform, directory, name));
  const notes = await Promise.all(
    paths.map((path) => host.files.read(path).catch(() => undefined)),
  );
  return notes.flatMap((note) => readNote(note?.text ?? ''));
}

/** Deletes the file if it is still what was written, and the note. `false`: it was gone, or another's. */
export async function takeBack(
  host: Disk,
  configDir: string,
  { path, hash, directory }: HandedOver,
): Promise<boolean> {
  const found = await host.files.read(path);
  const isOurs = found?.kind === 'file' && sha256(found.text) === hash;
  const removed = isOurs && (await host.files.remove(path));
  if (removed && directory !== undefined) await removeLent(host, directory);
  await host.files.remove(notePath(host, configDir, path));
  return removed;
}

/** What somebody signed in to there since is not ours to delete. */
async function removeLent({ files, platform }: Disk, directory: string): Promise<void> {
  const others = await files.list(joinPath(platform, directory, 'credentials'));
  if (!others.some((name) => name.endsWith('.json'))) await files.removeTree(directory);
}

function readNote(text: string): readonly HandedOver[] {
  const raw = readJsonObject(text) ?? {};
  const path = readString(raw, 'path');
  const hash = readString(raw, 'hash');
  const end = raw.expires_at;
  if (path === undefined || hash === undefined) return [];
  return [
    {
      path,
      hash,
      expiresAt: typeof end === 'number' ? end : undefined,
      directory: readString(raw, 'directory'),
      from: readString(raw, 'from'),
    },
  ];
}

function notePath({ platform }: Disk, configDir: string, path: string): string {
  return joinPath(platform, configDir, 'handed-over', `${sha256(path)}.json`);
}
