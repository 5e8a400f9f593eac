import { placeProfile } from '../../../child/place-profile.js';
import { lentCredentialsText } from '../../../child/profile-files.js';
import { AntError } from '../../../errors.js';
import type { Host } from '../../../host.js';
import { absolutePath, joinPath } from '../../../profiles/config-dir.js';
import { credentialsPath } from '../../../store/credentials-file.js';
import type { Login } from '../../../store/login.js';
import { noteHandedOver } from '../handed-over.js';
import { baseUrlVariable, type Carried, sayShadows } from './carried.js';
import { checkRoomBeside } from './room.js';
import type { Runner } from './runner.js';
import type { Way } from './way.js';

/** The profile’s name. Its configuration directory holds no other. */
const NAME = 'ci';

/**
 * The token in a profile of its own, in a private directory that the runner empties after the job: no environment
 * holds it, and the official SDKs send with it what they send with every profile.
 */
export function asProfile(runner: Runner): Way {
  return {
    async check(host) {
      await runner.check(host);
      await checkRoomBeside(host, newDirectory(host, runner));
    },

    async deliver(host, carried) {
      const { token, baseUrl } = carried;
      const directory = newDirectory(host, runner);
      const login = { ...loginOf(carried), origin: new URL(baseUrl).origin };
      runner.mask(host, token);
      await noteProfile(host, directory, { login, from: carried.configDir });
      const { variables } = await placeProfile(host, directory, { name: NAME, baseUrl, login });
      await runner.set(host, [...Object.entries(variables), ...baseUrlVariable(host, carried)]);
      sayShadows(host, ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN']);
      return `profile "${NAME}" in ${directory}, to which ANTHROPIC_CONFIG_DIR leads the next steps`;
    },
  };
}

function loginOf({ token, expiresAt }: Carried): Login {
  return { accessToken: token, ...(expiresAt !== undefined && { expiresAt }) };
}

/** Another for each exchange: a step may still use the one before. */
function newDirectory(host: Host, { temporary }: Runner): string {
  const set = host.env[temporary]?.trim() ?? '';
  if (set === '') {
    throw new AntError('usage', `${temporary} is not set, and the profile belongs there`, {
      hint: 'the runner sets it for each step; elsewhere: run the program under ant exec',
    });
  }
  const name = `ant-profile-${Buffer.from(host.random(16)).toString('hex')}`;
  return joinPath(host.platform, absolutePath(host, set), name);
}

type Lent = { readonly login: Login; readonly from: string | undefined };

/** Where it was made and in itself: the step that deletes it may be led to it by the variable. */
async function noteProfile(host: Host, directory: string, { login, from }: Lent): Promise<void> {
  const path = credentialsPath(host.platform, { configDir: directory, profile: NAME });
  const { expiresAt } = login;
  const written = { path, text: lentCredentialsText(login), expiresAt, directory };
  await noteHandedOver(host, from, written);
  await noteHandedOver(host, directory, { ...written, from });
}
