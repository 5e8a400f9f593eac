import type { Host } from '../host.js';
import { printable } from '../printable.js';
import { parentOf } from './private-file.js';

type Machine = Pick<Host, 'files' | 'platform'>;

/**
 * Keeps a credentials file that nobody can read under another name, `<file>.corrupt-<n>`, because its
 * place is about to be taken. The copy is whole before the file goes. Returns a line for the person.
 */
export async function quarantine(
  host: Machine,
  { path, text }: { readonly path: string; readonly text: string },
): Promise<string> {
  const numbers = (await kept(host, path)).map(({ number }) => number);
  const copy = `${path}.corrupt-${Math.max(0, ...numbers) + 1}`;
  await host.files.write(copy, text, { mode: 0o600, directoryMode: 0o700 });
  await host.files.remove(path);
  return `${printable(path, 300)} was not a JSON object; it is kept as ${printable(copy, 320)}`;
}

/** Deletes what was kept of this profile's files so: they may hold a token. Says in words what it deleted. */
export async function removeQuarantined(host: Machine, path: string): Promise<readonly string[]> {
  const copies = await kept(host, path);
  for (const copy of copies) await host.files.remove(copy.path);
  return copies.map((copy) => `the file ${printable(copy.path, 320)}`);
}

async function kept(
  { files, platform }: Machine,
  path: string,
): Promise<readonly { readonly path: string; readonly number: number }[]> {
  const directory = parentOf(path, platform);
  const prefix = `${path.split(platform === 'win32' ? /[\\/]/ : '/').at(-1)}.corrupt-`;
  const names = await files.list(directory);
  return names
    .filter((name) => name.startsWith(prefix) && /^\d{1,9}$/.test(name.slice(prefix.length)))
    .map((name) => name.slice(prefix.length))
    .map((number) => ({ path: `${path}.corrupt-${number}`, number: Number(number) }));
}
