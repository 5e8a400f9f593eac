import type { SelectedProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { authStoreMove } from '../../grammar/auth-store.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { serializeProfile, withSetting } from '../../profiles/edit.js';
import { saveProfile } from '../../profiles/files.js';
import { originOf, parseBaseUrl } from '../../protocol/base-url.js';
import { chooseBackend } from '../../store/choose.js';
import { keychainError } from '../../store/keychain-calls.js';
import type { Backend, Shelf } from '../../store/login.js';
import { clearOthers, type Moving, placeLogin } from '../../store/move.js';
import { boundTo } from '../../store/origin.js';
import { checkShelf, loadLogin, loadRenewal } from '../../store/store.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { requireSelected } from '../selected.js';

type Given = Input<typeof authStoreMove>;

/**
 * Moves a login in three steps, each of which leaves one that works: whole in the new places; the profile
 * points there; gone from the old ones. Running it again does what an interrupted one left undone.
 */
export const run: Run<Given> = async (host, input) => {
  const { profile, shelf } = await requireSelected(host, input);
  if (profile.type === 'oidc_federation') throw notMovable(profile.name);
  // Asked before the lock: a keychain that hangs must not make others wait.
  await chooseBackend(host, input.backend);
  const { configDir } = shelf;
  const from = await withLoginLock(host, { configDir, profile: profile.name }, async () =>
    // Whatever was read before the lock may have changed, which profile is active too.
    move(host, await requireSelected(host, { ...input, profile: profile.name }), input.backend),
  );
  if (from !== input.backend) {
    const how = `to ${input.backend}`;
    await noteChange(host, { event: 'move', how, configDir, profile: profile.name });
  }
  return {
    value: { schema_version: 1, profile: profile.name, from, to: input.backend },
    text: () =>
      from === input.backend
        ? `the login of profile "${profile.name}" rests in ${from}, and nowhere else\n`
        : `moved the login of profile "${profile.name}" from ${from} to ${input.backend}\n`,
  };
};

async function move(host: Host, selected: SelectedProfile, to: Backend): Promise<Backend> {
  const { profile, shelf } = selected;
  const target: Shelf = { ...shelf, backend: to };
  await checkShelf(host, target);
  const moving = await read(host, selected);
  for (const note of await placeLogin(host, target, moving))
    host.terminal.say(`ant: note: ${note}`);
  const clientId = to === 'file' ? (moving.renewal?.clientId ?? profile.clientId) : undefined;
  const raw = withSetting(withSetting(profile.raw, 'client_id', clientId), 'store', to);
  if (serializeProfile(raw) !== serializeProfile(profile.raw)) {
    await saveProfile(host, { path: profile.path, raw });
  }
  const refusal = await clearOthers(host, target, moving);
  if (refusal !== undefined && refusal.state !== 'absent') {
    const { message } = keychainError(host.platform, refusal);
    throw new AntError(
      'keychain',
      `the login now rests in ${to}, but its old place was not cleared: ${message}`,
      {
        hint: `unlock the keychain, then: ant auth store move ${to} --profile ${profile.name}`,
      },
    );
  }
  return shelf.backend;
}

/** The login in use, and what renews it bound for good to where it may be sent. */
async function read(host: Host, { profile, effective, shelf }: SelectedProfile): Promise<Moving> {
  const login = await loadLogin(host, shelf);
  if (login === undefined) throw notSignedIn(profile.name);
  const found = await loadRenewal(host, shelf);
  if (found === undefined) return { login };
  const wanted = originOf(
    parseBaseUrl(effective.tokenBaseUrl.value, effective.tokenBaseUrl.origin),
  );
  const { refreshToken, clientId = profile.clientId } = found;
  return { login, renewal: { refreshToken, clientId, origin: boundTo(found, wanted) } };
}

function notSignedIn(name: string): AntError {
  return new AntError('no-credential', `profile "${name}" is not signed in`, {
    hint: `run: ant auth login --profile ${name}`,
  });
}

function notMovable(name: string): AntError {
  return new AntError(
    'usage',
    `profile "${name}" is for a workload: its access token rests in the file that the SDKs read`,
    {
      hint: `there is nothing long-lived to move; see it with: ant auth store show --profile ${name}`,
    },
  );
}
