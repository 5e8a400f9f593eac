import { Secret } from '../../src/secret.js';
import type { Backend, Login, Renewal, Shelf } from '../../src/store/login.js';
import { loadLogin, loadRenewal } from '../../src/store/store.js';
import type { FakeHost, fakeHost } from '../support/host.js';

export const PATH = '/c/credentials/work.json';
export const ORIGIN = 'https://api.example';

export function shelfIn(backend: Backend, change: Partial<Shelf> = {}): Shelf {
  return { configDir: '/c', profile: 'work', backend, ...change };
}

export function login(name: string): Login {
  return { accessToken: new Secret(`access-of-${name}`), expiresAt: 1_800_000_000, scope: 's' };
}

export function renewal(name: string): Renewal {
  return { refreshToken: new Secret(`refresh-of-${name}`), clientId: 'client', origin: ORIGIN };
}

export function both(name: string): { readonly login: Login; readonly renewal: Renewal } {
  return { login: login(name), renewal: renewal(name) };
}

/** A file as another tool writes it. */
export function foreignFile(fields: object = {}): string {
  return JSON.stringify({ version: '1.0', type: 'oauth_token', access_token: 'other', ...fields });
}

/** The access token and the refresh token that a shelf gives. */
export async function tokens(host: FakeHost, shelf: Shelf) {
  const [found, renews] = [await loadLogin(host, shelf), await loadRenewal(host, shelf)];
  return [found?.accessToken.reveal(), renews?.refreshToken.reveal()];
}

/** A machine whose keychain must not be asked. */
export function untouchable(): Parameters<typeof fakeHost>[0] {
  const touched = async (): Promise<never> => {
    throw new Error('the keychain was touched');
  };
  return { keychain: { get: touched, set: touched, remove: touched } };
}
