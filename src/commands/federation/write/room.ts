import type { Host } from '../../../host.js';
import { checkRoom } from '../../../store/replace-file.js';

/** An `AntError('file')` when nothing can be written beside that path, found out while it still costs no identity token. */
export function checkRoomBeside(host: Host, path: string): Promise<void> {
  return checkRoom(host, {
    configDir: '',
    profile: '',
    backend: 'file',
    credentialsPath: path,
  });
}
