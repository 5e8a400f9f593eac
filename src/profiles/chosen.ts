import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { type ActiveProfile, readActive } from './files.js';
import { checkProfileName, isProfileName } from './name.js';

/** Which profile is meant, and who said so. */
export type ChosenProfile = {
  readonly name: string;
  readonly from: '--profile' | 'ANTHROPIC_PROFILE' | ActiveProfile['from'];
};

/**
 * `--profile`, else `ANTHROPIC_PROFILE` (blank means unset), else the active profile, else `default`.
 * It says nothing about whether that profile exists.
 */
export async function chooseProfile(
  host: Pick<Host, 'files' | 'platform' | 'env'>,
  dir: string,
  flag: string | undefined,
): Promise<ChosenProfile> {
  if (flag !== undefined) {
    checkProfileName(flag);
    return { name: flag, from: '--profile' };
  }
  const variable = host.env.ANTHROPIC_PROFILE?.trim() ?? '';
  if (variable === '') return readActive(host, dir);
  if (isProfileName(variable)) return { name: variable, from: 'ANTHROPIC_PROFILE' };
  throw new AntError('usage', 'ANTHROPIC_PROFILE does not hold the name of a profile', {
    hint: 'set it to a name from: ant profile list',
  });
}
