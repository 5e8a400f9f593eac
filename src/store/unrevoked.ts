import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { printable } from '../printable.js';

type Machine = Pick<Host, 'files' | 'platform' | 'now'>;

/** A login that was deleted here and that the platform could not be brought to revoke. No secret. */
export type Unrevoked = {
  readonly profile: string;
  /** Epoch seconds of the logout. */
  readonly at: number;
  readonly origin: string;
  /** SHA-256 of the token that lives on, for the platform's support to find it by. */
  readonly tokenHash: string;
  /** Epoch seconds until which a copy may work; a refresh token does not say, so it is a guess. */
  readonly until: number;
  readonly because: string;
};

/** Remembers one more, or why this one now, outside `credentials`, so that no later logout deletes it. */
export async function rememberUnrevoked(
  host: Machine,
  configDir: string,
  entry: Unrevoked,
): Promise<void> {
  const others = await allBut(host, configDir, entry.tokenHash);
  await writeUnrevoked(host, configDir, [...others, entry]);
}

/** Forgets one that is revoked after all. */
export async function forgetUnrevoked(
  host: Machine,
  configDir: string,
  tokenHash: string,
): Promise<void> {
  const others = await allBut(host, configDir, tokenHash);
  if (others.length > 0) await writeUnrevoked(host, configDir, others);
  else await host.files.remove(pathOf(host, configDir));
}

/** A list that cannot be read says nothing to anyone. */
async function allBut(
  host: Machine,
  configDir: string,
  tokenHash: string,
): Promise<readonly Unrevoked[]> {
  const all = await readUnrevoked(host, configDir).catch(() => []);
  return all.filter((each) => each.tokenHash !== tokenHash);
}

async function writeUnrevoked(
  host: Machine,
  configDir: string,
  entries: readonly Unrevoked[],
): Promise<void> {
  const text = JSON.stringify({ version: '1.0', unrevoked: entries.map(encode) }, null, 2);
  await host.files.write(pathOf(host, configDir), `${text}\n`, {
    mode: 0o600,
    directoryMode: 0o755,
  });
}

/** Those that may still live, oldest first. An `AntError('file')` when the list is there and is none. */
export async function readUnrevoked(
  host: Machine,
  configDir: string,
): Promise<readonly Unrevoked[]> {
  const path = pathOf(host, configDir);
  const view = await host.files.read(path);
  if (view === undefined) return [];
  const raw = readJsonObject(view.text)?.unrevoked;
  if (!Array.isArray(raw)) {
    throw new AntError('file', `${printable(path, 300)} does not hold a list of logins`, {
      hint: 'move it away',
    });
  }
  return raw
    .filter(isObject)
    .map(decode)
    .filter((entry) => entry !== undefined)
    .filter(({ until }) => until > host.now());
}

function pathOf({ platform }: Machine, configDir: string): string {
  return [configDir, 'unrevoked.json'].join(platform === 'win32' ? '\\' : '/');
}

function encode({ tokenHash, ...entry }: Unrevoked): JsonObject {
  return { ...entry, token_sha256: tokenHash };
}

function decode(raw: JsonObject): Unrevoked | undefined {
  const { at, until } = raw;
  const profile = readString(raw, 'profile');
  const origin = readString(raw, 'origin');
  const tokenHash = readString(raw, 'token_sha256');
  const because = readString(raw, 'because') ?? '';
  if (profile === undefined || origin === undefined || tokenHash === undefined) return undefined;
  if (typeof at !== 'number' || typeof until !== 'number') return undefined;
  return { profile, at, origin, tokenHash, until, because };
}
