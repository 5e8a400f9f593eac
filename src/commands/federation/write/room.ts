import type { Host } from '../../../host.js';
import { printable } from '../../../printable.js';
import { checkRoom } from '../../../store/replace-file.js';
import { withHint } from '../with-hint.js';

/** An `AntError('file')` when nothing can be written beside that path, found out while it still costs no identity token. */
export function checkRoomBeside(host: Host, path: string): Promise<void> {
  const shelf = { configDir: '', profile: '', backend: 'file', credentialsPath: path } as const;
  const hint = `let this user write there, or name another place for ${printable(path, 300)}`;
  return withHint(hint, () => checkRoom(host, shelf));
}
