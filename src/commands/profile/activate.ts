import { AntError } from '../../errors.js';
import type { profileActivate } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { listProfiles, requireProfile, writeActive } from '../../profiles/files.js';
import { screenFor } from '../../tui/screen.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { mayAsk } from './may-ask.js';
import { activeName } from './open-profile.js';

type Given = Input<typeof profileActivate>;

export const run: Run<Given> = async (host, input) => {
  const dir = requireConfigDirectory(host, input['config-dir']);
  const name = input.name ?? (await ask(host, dir, input));
  if (name === undefined) {
    host.terminal.say('nothing was changed');
    return { value: { schema_version: 1, active: await activeName(host, dir) }, text: () => '' };
  }
  await requireProfile(host, dir, name);
  await writeActive(host, dir, name);
  await noteChange(host, { event: 'profile', how: 'activated', configDir: dir, profile: name });
  host.terminal.say(`the active profile is now "${name}"`);
  const variable = host.env.ANTHROPIC_PROFILE?.trim() ?? '';
  if (variable !== '' && variable !== name) {
    host.terminal.say('note: ANTHROPIC_PROFILE is set, and goes before the active profile');
  }
  return { value: { schema_version: 1, active: name }, text: () => '' };
};

async function ask(host: Host, dir: string, input: Given): Promise<string | undefined> {
  const names = await listProfiles(host, dir);
  if (names.length === 0) {
    throw new AntError('no-credential', 'there are no profiles yet', {
      hint: 'make one with: ant auth login',
    });
  }
  if (!mayAsk(host, input)) {
    throw new AntError('usage', 'the profile to activate is missing', {
      hint: `ant profile activate NAME, where NAME is one of: ${names.join(', ')}`,
    });
  }
  const current = await activeName(host, dir);
  const screen = screenFor(host, input);
  if (screen === undefined) return askInLines(host, names, current);
  const { pick } = await import('../../tui/picker.js');
  const choices = names.map((value) => ({ value, ...(value === current && { note: 'active' }) }));
  const title = 'Which profile shall be active?';
  return pick({ screen, title, choices, current, interrupt: host.interrupt });
}

async function askInLines(
  host: Host,
  names: readonly string[],
  current: string | undefined,
): Promise<string | undefined> {
  for (const [index, name] of names.entries()) {
    host.terminal.say(`${index + 1}. ${name}${name === current ? ' (active)' : ''}`);
  }
  host.terminal.say('which profile shall be active? type its number or its name:');
  const typed = (await host.terminal.readLine(host.interrupt))?.trim() ?? '';
  if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
  if (typed === '') return undefined;
  return names.includes(typed) ? typed : (names[Number(typed) - 1] ?? typed);
}
