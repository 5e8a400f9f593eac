import { generateKeyPairSync } from 'node:crypto';
import { askingHost, startStandin } from '../support/standin.js';

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const OTHER = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;
const KEYS = {
  '/keys/rsa.pem': RSA.privateKey.export(PKCS8),
  '/keys/other.pem': OTHER.privateKey.export(PKCS8),
  '/keys/ec.pem': EC.privateKey.export(PKCS8),
  '/keys/old.pem': RSA.privateKey.export({ type: 'pkcs1', format: 'pem' }),
  '/keys/rsa.json': JSON.stringify({ ...RSA.privateKey.export({ format: 'jwk' }), kid: 'mine' }),
  '/keys/public.json': JSON.stringify(RSA.publicKey.export({ format: 'jwk' })),
  '/keys/empty.pem': '',
};
/** Keys of every form, good and bad. */
export const DISK = Object.fromEntries(
  Object.entries(KEYS).map(([path, key]) => [path, String(key)]),
);

type Server = { readonly failure?: string | undefined; readonly key?: typeof RSA };

/** A client of a server that runs, and what it has to be told. */
export async function server({ failure, key = RSA }: Server = {}) {
  const jwk = { ...key.publicKey.export({ format: 'jwk' }), kid: 'mine', use: 'sig' };
  const words = [JSON.stringify(jwk), ...(failure ? [failure] : [])];
  const standin = await startStandin('oidc-server', ...words);
  const host = askingHost({ SECRET: 'a+b c%' }, { disk: DISK, now: () => Date.now() / 1000 });
  const settings = {
    token_url: standin.ready.url ?? '',
    client_id: 'ci-key',
    scope: 'anthropic.access',
    private_key_file: '/keys/rsa.pem',
  };
  return { standin, host, settings };
}
