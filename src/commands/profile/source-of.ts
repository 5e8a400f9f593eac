import { AntError } from '../../errors.js';
import type { profileCreate } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import type { ProfileSource } from '../../profiles/profile.js';
import { settingsOf } from '../federation/identity-token-of.js';

type Given = Input<typeof profileCreate>;

/** The identity-token source that a new profile shall name. An `AntError('usage')` for settings that it has not. */
export async function sourceOf(host: Host, input: Given): Promise<ProfileSource | undefined> {
  const { source: id, 'source-setting': typed } = input;
  const audience = input.audience?.trim();
  if (id === undefined) {
    if (audience === undefined && typed === undefined) return undefined;
    throw new AntError(
      'usage',
      '--audience and --source-setting tell a source, and none is named',
      {
        hint: 'name it with --source; those that are here: ant federation detect',
      },
    );
  }
  if (!input.federation) {
    throw new AntError('usage', 'only a federation profile has a --source', {
      hint: 'make one with: ant profile create NAME --federation',
    });
  }
  const settings = settingsOf(input);
  const { checkSettings } = await import('../../identity/ask-source.js');
  const { findSource } = await import('../../identity/table.js');
  const source = findSource(id);
  checkSettings(source, { settings });
  const { state } = await source.detect(host, settings);
  if (state !== 'present') host.terminal.say(`note: ${source.title} is ${state} here`);
  return { source: id, ...(audience && { audience }), settings };
}

/** What the official SDKs need, which know files only. `tokenCommand` prints what belongs into theirs. */
export function besideSdks(tokenCommand: string, file: string | undefined): string {
  return `the official SDKs read ${file}; keep it fresh beside them, or use ant exec: ${tokenCommand} --watch --out ${file}`;
}
