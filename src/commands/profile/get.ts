import type { profileGet } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import { printable } from '../../printable.js';
import { readSetting } from '../../profiles/edit.js';
import type { Answer, Run } from '../command.js';
import { openProfile } from './open-profile.js';

const LONGEST_LINE = 2000;

/** What the file says, never what the environment fills in: that is `show`. */
export const run: Run<Input<typeof profileGet>> = async (host, input) => {
  const { profile } = await openProfile(host, input);
  const { key } = input;
  if (key === undefined) return whole(profile.raw);
  if (key === 'authentication') return whole(profile.raw.authentication);
  const value = readSetting(profile, key);
  return {
    value: { schema_version: 1, profile: profile.name, key, value: value ?? null },
    text: () => `${printable(value ?? '', LONGEST_LINE)}\n`,
  };
};

/** JSON either way, as the official command prints it. */
function whole(value: unknown): Answer {
  const lines = () => JSON.stringify(value, null, 2).split('\n');
  return {
    value,
    text: () =>
      lines()
        .map((line) => `${printable(line, LONGEST_LINE)}\n`)
        .join(''),
  };
}
