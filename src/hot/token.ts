import { isFresh } from '../credentials/freshness.js';
import { shelfOf } from '../credentials/selected-profile.js';
import { readSeconds } from '../grammar/seconds.js';
import { chooseProfile } from '../profiles/chosen.js';
import { requireConfigDirectory } from '../profiles/config-dir.js';
import { readProfile } from '../profiles/files.js';
import { readCredentials } from '../store/private-file.js';
import { hotMachine } from './machine.js';
import { type Printed, recordPrint } from './record.js';

/** The flags the hot path understands. */
type Asked = {
  readonly profile?: string;
  readonly configDir?: string;
  readonly minTtl?: number;
};

/**
 * What `ant auth print-credentials --access-token` prints, when a fresh access token lies in the file of
 * a person's profile. `undefined`, or an exception, when it takes more than that to answer.
 */
export async function tokenAnswer(args: readonly string[]): Promise<string | undefined> {
  const asked = readAsked(args);
  if (asked === undefined) return undefined;
  const machine = hotMachine();
  const found = await loginAtHand(machine, asked);
  if (found === undefined || !isFresh(found.login.expiresAt, machine.now(), asked.minTtl)) {
    return undefined;
  }
  await recordPrint(machine, found);
  return `${found.login.accessToken.reveal()}\n`;
}

async function loginAtHand(
  machine: ReturnType<typeof hotMachine>,
  { profile: flag, configDir: directory }: Asked,
): Promise<Printed | undefined> {
  const configDir = requireConfigDirectory(machine, directory);
  const { name } = await chooseProfile(machine, configDir, flag);
  const profile = await readProfile(machine, configDir, name);
  // A federation profile's token is good only for what it was minted for, which takes more to tell.
  if (profile?.type !== 'user_oauth') return undefined;
  const shelf = shelfOf(profile, configDir);
  if (shelf.backend === 'keychain') return undefined;
  const file = await readCredentials(machine, shelf);
  // Then another tool signed in later, and there is something to say about it.
  if (shelf.backend === 'split' && file?.refreshToken !== undefined) return undefined;
  return file && { configDir, profile: name, login: file.login };
}

/** `undefined` for any other command line than the plain question for the token. */
function readAsked(args: readonly string[]): Asked | undefined {
  const words = [...args];
  if (words.shift() !== 'auth' || words.shift() !== 'print-credentials') return undefined;
  let asked: Asked & { readonly accessToken?: true } = {};
  while (words.length > 0) {
    const flag = words.shift();
    const known =
      flag === '--access-token' ? { accessToken: true as const } : readValue(flag, words.shift());
    if (known === undefined) return undefined;
    asked = { ...asked, ...known };
  }
  return asked.accessToken ? asked : undefined;
}

function readValue(flag: string | undefined, value: string | undefined): Asked | undefined {
  if (value === undefined) return undefined;
  if (flag === '--profile') return { profile: value };
  if (flag === '--config-dir') return { configDir: value };
  const minTtl = flag === '--min-ttl' ? readSeconds(value) : undefined;
  return minTtl === undefined ? undefined : { minTtl };
}
