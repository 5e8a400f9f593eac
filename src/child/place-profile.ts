import type { Host } from '../host.js';
import { profilePath } from '../profiles/files.js';
import { credentialsPath } from '../store/credentials-file.js';
import type { Login } from '../store/login.js';
import { type LentProfile, lentCredentialsText, lentProfileText } from './profile-files.js';

/** A lent profile, and the login that it is lent with. */
export type Lent = LentProfile & { readonly name: string; readonly login: Login };

/** A lent profile on the disk. */
export type Placed = {
  /** What leads a program to it. */
  readonly variables: Readonly<Record<'ANTHROPIC_CONFIG_DIR' | 'ANTHROPIC_PROFILE', string>>;
  /** Puts a newer token in its place. */
  readonly deliver: (login: Login) => Promise<void>;
};

const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

/** Writes a profile into a private configuration directory, which is made where there is none. */
export async function placeProfile(
  host: Pick<Host, 'files' | 'platform'>,
  configDir: string,
  { name, login, ...profile }: Lent,
): Promise<Placed> {
  const place = credentialsPath(host.platform, { configDir, profile: name });
  const deliver = (newer: Login) => host.files.write(place, lentCredentialsText(newer), PRIVATE);
  await host.files.write(profilePath(host, configDir, name), lentProfileText(profile), PRIVATE);
  await deliver(login);
  return { variables: { ANTHROPIC_CONFIG_DIR: configDir, ANTHROPIC_PROFILE: name }, deliver };
}
