import { type Lent, placeProfile } from '../../child/place-profile.js';
import type { Host } from '../../host.js';
import type { Login } from '../../store/login.js';

/** A credential in a program's hands. */
export type Loan = {
  /** The variables that hold it, or lead to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Puts a newer token in its place. Absent: it cannot be replaced. */
  readonly deliver?: (login: Login) => Promise<void>;
  /** Leaves nothing of it behind. */
  readonly takeBack: () => Promise<void>;
};

/**
 * In a variable: what a program has read there, nobody can change any more. Its configuration directory
 * is an empty one, so that no refresh token of the person's own lies in its reach.
 */
export async function lendVariable(
  host: Pick<Host, 'attached'>,
  name: 'ANTHROPIC_API_KEY' | 'ANTHROPIC_AUTH_TOKEN',
  { accessToken }: Login,
): Promise<Loan> {
  const { path, remove } = await host.attached.directory();
  return {
    variables: { [name]: accessToken.reveal(), ANTHROPIC_CONFIG_DIR: path },
    takeBack: remove,
  };
}

/** As a profile of this name in a private configuration directory. */
export async function lendProfile(
  host: Pick<Host, 'attached' | 'files' | 'platform'>,
  login: Login,
  profile: Omit<Lent, 'login'>,
): Promise<Loan> {
  const { path, remove } = await host.attached.directory();
  try {
    return { ...(await placeProfile(host, path, { ...profile, login })), takeBack: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
