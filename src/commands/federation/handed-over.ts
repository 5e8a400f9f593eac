import { sha256 } from '../../digest.js';
import type { Host } from '../../host.js';
import { readJsonObject, readString } from '../../json.js';
import { joinPath } from '../../profiles/config-dir.js';

type Disk = Pick<Host, 'files' | 'platform'>;

/** A file that a token was written to for other programs. */
export type HandedOver = {
  /** Absolute. */
  readonly path: string;
  /** Hash of what was written: what is there now may be somebody else's. */
  readonly hash: string;
  /** Epoch seconds. */
  readonly expiresAt?: number;
};

/** Remembers such a file, in `<config_dir>/handed-over`. Nothing of the token is in the note. */
export async function noteHandedOver(
  host: Disk,
  configDir: string | undefined,
  written: {
    readonly path: string;
    readonly text: string;
    readonly expiresAt: number | undefined;
  },
): Promise<void> {
  if (configDir === undefined) return;
  const { path, text, expiresAt } = written;
  const note = { path, hash: sha256(text), expires_at: expiresAt };
  await host.files.write(notePath(host, configDir, path), `${JSON.stringify(note)}\n`, {
    mode: 0o600,
    directoryMode: 0o700,
  });
}

/** All that are remembered. A note that cannot be understood is passed over. */
export async function listHandedOver(
  host: Disk,
  configDir: string,
): Promise<readonly HandedOver[]> {
  const directory = joinPath(host.platform, configDir, 'handed-over');
  const names = await host.files.list(directory);
  const notes = await Promise.all(
    names.map((name) => host.files.read(joinPath(host.platform, directory, name))),
  );
  return notes.flatMap((note) => readNote(note?.text ?? ''));
}

/** Deletes the file if it is still what was written, and the note. `false`: it was gone, or another's. */
export async function takeBack(
  host: Disk,
  configDir: string,
  { path, hash }: HandedOver,
): Promise<boolean> {
  const found = await host.files.read(path);
  const isOurs = found?.kind === 'file' && sha256(found.text) === hash;
  const removed = isOurs && (await host.files.remove(path));
  await host.files.remove(notePath(host, configDir, path));
  return removed;
}

function readNote(text: string): readonly HandedOver[] {
  const raw = readJsonObject(text) ?? {};
  const path = readString(raw, 'path');
  const hash = readString(raw, 'hash');
  const end = raw.expires_at;
  if (path === undefined || hash === undefined) return [];
  return [{ path, hash, ...(typeof end === 'number' && { expiresAt: end }) }];
}

function notePath({ platform }: Disk, configDir: string, path: string): string {
  return joinPath(platform, configDir, 'handed-over', `${sha256(path)}.json`);
}
