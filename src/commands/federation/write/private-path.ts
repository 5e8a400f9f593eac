import { AntError } from '../../../errors.js';
import type { Host } from '../../../host.js';
import { printable } from '../../../printable.js';
import { refuseWhatGitAdds } from './git.js';
import { checkRoomBeside } from './room.js';

/**
 * Refuses, as an `AntError('file')` and before there is a token, an absolute path that one does not belong at: what is
 * no plain file, what the next commit would take along, or where nothing can be written.
 */
export async function checkPrivatePath(host: Host, path: string): Promise<void> {
  const found = await host.files.read(path);
  if (found !== undefined && (found.kind !== 'file' || found.links > 1)) {
    throw new AntError('file', `${printable(path, 300)} is a link, or no file at all`, {
      hint: 'move it out of the way, or name another file',
    });
  }
  await refuseWhatGitAdds(host, path);
  await checkRoomBeside(host, path);
}
