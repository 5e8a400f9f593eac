import type { profileUnset } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import type { Run } from '../command.js';
import { changeSetting } from './change-setting.js';
import { openProfile } from './open-profile.js';

export const run: Run<Input<typeof profileUnset>> = async (host, input) => {
  return changeSetting(host, await openProfile(host, input), { key: input.key, value: undefined });
};
