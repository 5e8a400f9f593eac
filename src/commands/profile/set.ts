import { selectProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { profileSet } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Run } from '../command.js';
import { changeSetting } from './change-setting.js';
import { cleanValue } from './clean-value.js';
import { openProfile } from './open-profile.js';

export const run: Run<Input<typeof profileSet>> = async (host, input) => {
  const { key } = input;
  const open = await openProfile(host, input);
  const value = cleanValue(host, open.profile.type, { key, value: input.value });
  const { backend } = selectProfile(host, open.profile, { configDir: open.dir }).shelf;
  if (key === 'client_id' && backend !== 'file') {
    // With one in the file and no refresh token beside it, the Go and Python SDKs refuse the profile.
    throw new AntError('usage', `the client id of "${open.profile.name}" rests in the keychain`, {
      hint: `sign in with another: ant auth login --profile ${open.profile.name} --client-id ID`,
    });
  }
  return changeSetting(host, open, { key, value });
};
