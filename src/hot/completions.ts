import { complete, renderCompletion } from '../grammar/complete.js';
import { COMMANDS, GROUPS } from '../grammar/table.js';
import { configDirectory } from '../profiles/config-dir.js';
import { listProfiles } from '../profiles/files.js';
import { hotMachine } from './machine.js';

/** What `ant __complete` prints: the lines a shell's script reads. `words` are those after `ant`. */
export async function completionsAnswer(words: readonly string[]): Promise<string> {
  const completion = complete({ commands: COMMANDS, groups: GROUPS }, words);
  if (completion.from !== 'profile') return renderCompletion(completion);
  const current = words.at(-1) ?? '';
  const names = (await profileNames(words)).filter((name) => name.startsWith(current));
  return renderCompletion({ candidates: names.map((value) => ({ value, summary: '' })) });
}

async function profileNames(words: readonly string[]): Promise<readonly string[]> {
  const machine = hotMachine();
  const flag = words[words.indexOf('--config-dir') + 1];
  const directory = configDirectory(machine, words.includes('--config-dir') ? flag : undefined);
  return directory === undefined ? [] : listProfiles(machine, directory);
}
