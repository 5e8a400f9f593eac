import { AntError } from '../../../errors.js';
import type { Host } from '../../../host.js';
import { printable } from '../../../printable.js';
import { checkRoom } from '../../../store/replace-file.js';

/** An `AntError('file')` when nothing can be written beside that path, found out while it still costs no identity token. */
export function checkRoomBeside(host: Host, path: string): Promise<void> {
  const shelf = { configDir: '', profile: '', backend: 'file', credentialsPath: path } as const;
  const hint = `let this user write there, or name another place for ${printable(path, 300)}`;
  return withHint(hint, () => checkRoom(host, shelf));
}

/** Gives an `AntError` that has no way out of its own this one. */
export async function withHint<Value>(hint: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AntError) || error.hint !== undefined) throw error;
    throw new AntError(error.code, error.message, { hint, cause: error });
  }
}
