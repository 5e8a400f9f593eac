import { AntError } from '../errors.js';
import { keychainError } from '../store/keychain-calls.js';
import type { Check } from './check.js';
import { broken, fixFrom, type Machine, note, ok, warning } from './finding.js';
import { loginOf, type Scene } from './scene.js';

/** Whether the keychain serves, by writing an item, reading it back and deleting it. */
export const keychain: Check = {
  id: 'keychain',
  group: 'logins',
  title: 'keychain',
  look: async (host, scene) => {
    if (scene.keychain === 'works') return [ok('an item can be written, read and deleted')];
    const { message, hint } = keychainError(host.platform, scene.keychain);
    const inIt = await keptInKeychain(host, scene);
    if (inIt !== undefined) {
      return [broken(`${message}; the login of profile "${inIt}" rests in it`, fixFrom(hint))];
    }
    if (scene.keychain.state !== 'absent') return [warning(message, fixFrom(hint))];
    return [note(`${message}; logins are kept in files`)];
  },
};

/** The first profile whose login cannot be had, or not be renewed, without a keychain. */
async function keptInKeychain(host: Machine, scene: Scene): Promise<string | undefined> {
  for (const selected of scene.profiles) {
    const { store, name } = selected.profile;
    if (store === 'keychain') return name;
    const login = store === 'split' ? await loginOf(host, selected) : undefined;
    if (login !== undefined && !(login instanceof AntError)) return name;
  }
  return undefined;
}
