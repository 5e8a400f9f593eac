import { sha256 } from '../digest.js';
import type { Host } from '../host.js';
import { readJsonObject } from '../json.js';
import type { DecodedToken } from '../jwt/decode.js';

/**
 * A note that an assertion was sent, in `<config_dir>/spent`: the platform takes one with a `jti` once. Its
 * name is when the assertion expires and a hash of what makes it single; nothing of the assertion is in it.
 */
export type SpentNote = { readonly directory: string; readonly name: string };

/** `undefined` for an assertion without a `jti`, which may be sent as often as anyone likes. */
export function spentNote(
  configDir: string,
  claims: DecodedToken['claims'],
  audience: { readonly baseUrl: URL },
): SpentNote | undefined {
  const { iss, jti, exp } = claims;
  if (jti === undefined) return undefined;
  const until = typeof exp === 'number' ? Math.ceil(exp) : 0;
  const hash = sha256(JSON.stringify(['ant-1', audience.baseUrl.origin, iss, jti]));
  return { directory: `${configDir}/spent`, name: `${until}.${hash}` };
}

/**
 * Notes that the assertion is about to be sent. Of all processes that ask, one is told `undefined`; the
 * others, when the first did (epoch seconds). Forgets assertions that have expired.
 */
export async function spend(
  host: Pick<Host, 'files' | 'locks' | 'now'>,
  note: SpentNote,
): Promise<number | undefined> {
  const path = pathOf(note);
  if (await host.locks.publish(path, JSON.stringify({ at: host.now() }))) {
    await forgetExpired(host, note.directory);
    return undefined;
  }
  const found = await host.files.read(path);
  const at = readJsonObject(found?.text ?? '')?.at;
  return typeof at === 'number' ? at : host.now();
}

/** Takes the note back: the assertion has demonstrably bought nothing. */
export async function unspend({ files }: Pick<Host, 'files'>, note: SpentNote): Promise<void> {
  await files.remove(pathOf(note));
}

function pathOf({ directory, name }: SpentNote): string {
  return `${directory}/${name}`;
}

/** With an hour to spare, for a clock that is wrong. */
async function forgetExpired(
  { files, now }: Pick<Host, 'files' | 'now'>,
  directory: string,
): Promise<void> {
  for (const name of await files.list(directory)) {
    if (Number.parseInt(name, 10) + 3600 < now()) await files.remove(`${directory}/${name}`);
  }
}
