import type { LoginPlan } from '../../src/commands/auth/login-plan.js';
import { Secret } from '../../src/secret.js';
import type { Backend, Shelf } from '../../src/store/login.js';
import { loadLogin, loadRenewal, saveLogin } from '../../src/store/store.js';
import { type FakeHost, NOON } from '../support/host.js';
import { DIR, hostWith } from './profile-support.js';

export const PLATFORM = 'https://api.anthropic.com';

export const LOGIN = { accessToken: new Secret('access-for-a-test'), expiresAt: NOON + 3600 };
export const RENEWAL = {
  refreshToken: new Secret('refresh-for-a-test'),
  clientId: 'client',
  origin: PLATFORM,
};

export const shelf = (backend: Backend, profile = 'work'): Shelf => ({
  configDir: DIR,
  profile,
  backend,
});

/** The profile file of a login that ant made. */
export const person = (backend: Backend, more: object = {}) => ({
  version: '1.0',
  ...more,
  authentication: { type: 'user_oauth', ...(backend === 'file' && { client_id: 'client' }) },
  ant: { store: backend },
});

/** A machine on which the profile "work" is the active one and signed in. */
export async function signedIn(
  backend: Backend,
  given: Parameters<typeof hostWith>[1] & { readonly profile?: object } = {},
) {
  const { profile, ...rest } = given;
  const disk = { [`${DIR}/active_config`]: 'work\n', ...rest.disk };
  const host = hostWith({ work: person(backend, profile) }, { ...rest, disk });
  await saveLogin(host, shelf(backend), { login: LOGIN, renewal: RENEWAL });
  return host;
}

/** What a first login as the profile "work" has settled. */
export const PLAN: LoginPlan = {
  configDir: DIR,
  name: 'work',
  existing: undefined,
  activate: true,
  request: {
    mode: 'paste',
    port: 0,
    baseUrl: new URL(PLATFORM),
    consoleUrl: new URL('https://platform.claude.com'),
    clientId: 'client',
    scope: 's',
    timeoutSeconds: 1,
    userAgent: 'ant/1',
  },
  baseUrlToKeep: undefined,
  consoleUrlToKeep: undefined,
  scopeToKeep: undefined,
};

/** What the platform answers to it. */
export const GRANT = {
  accessToken: new Secret('access-for-a-test'),
  refreshToken: new Secret('refresh-for-a-test'),
  expiresAt: NOON + 3600,
};

/** Both tokens, as a profile that says `backend` leads to them. */
export async function tokens(host: FakeHost, backend: Backend) {
  const login = await loadLogin(host, shelf(backend));
  const renewal = await loadRenewal(host, shelf(backend));
  return [login?.accessToken.reveal(), renewal?.refreshToken.reveal()];
}

export const BOTH = ['access-for-a-test', 'refresh-for-a-test'];
