import type { SelectedProfile } from '../credentials/selected-profile.js';
import { inspectShelf, type Places } from '../store/places.js';
import type { Check } from './check.js';
import { broken, command, type Finding, ok, skipped, warning } from './finding.js';

/** Whether the keychain still holds what each profile left in it, and only that. */
export const keychainItems: Check = {
  id: 'keychain-items',
  group: 'logins',
  title: 'items',
  look: async (host, { keychain, profiles }) => {
    if (keychain !== 'works') return [skipped('the keychain does not serve')];
    const findings: Finding[] = [];
    for (const selected of profiles) {
      if (selected.shelf.backend === 'file') continue;
      findings.push(...judge(selected, await inspectShelf(host, selected.shelf)));
    }
    return findings.length > 0 ? findings : [ok('the keychain holds what it should')];
  },
};

function judge(
  { profile, shelf }: SelectedProfile,
  { resting, conflict }: Places,
): readonly Finding[] {
  const { name } = profile;
  const inKeychain = resting.filter(({ place }) => place === 'keychain').map(({ state }) => state);
  const again = command(`ant auth login --profile ${name}`);
  if (inKeychain.includes('missing')) {
    return [
      broken(
        `the keychain item of profile "${name}" is gone: something other than ant removed it`,
        again,
      ),
    ];
  }
  if (inKeychain.includes('foreign')) {
    return [
      broken(
        `the keychain item of profile "${name}" holds something that ant did not write`,
        again,
      ),
    ];
  }
  if (conflict === undefined) return [];
  const said =
    conflict === 'signed-in-later'
      ? `profile "${name}" has a refresh token in a file as well: another tool signed in later, and that one is used`
      : `profile "${name}" rests in the keychain, and a file is left over beside it`;
  return [warning(said, command(`ant auth store move ${shelf.backend} --profile ${name}`))];
}
