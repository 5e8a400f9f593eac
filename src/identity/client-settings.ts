import type { Env, Files } from '../host.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';
import { textOf } from './given-token.js';
import { glance } from './glance.js';
import type { Detection, SourceSettings, Surroundings } from './source.js';

/** Of every source that is an OAuth server. Secrets are never settings: a setting says where one is. */
export const CLIENT_SETTINGS = {
  token_url: 'the server’s token endpoint: https, or http on loopback',
  client_id: 'the client that this workload is',
  scope: 'what to ask for, words separated by spaces',
  private_key_file: 'the client’s private key: PEM of PKCS #8, or a JWK',
  key_id: 'the name the server knows that key by, where a JWK does not say it',
  client_secret_file: 'a file that holds the client’s secret instead',
  client_secret_env: 'the name of a variable that holds it',
} as const;

const CREDENTIALS = ['private_key_file', 'client_secret_file', 'client_secret_env'] as const;

/** How the client proves who it is. */
export type Credential = { readonly kind: 'key' | 'secret'; readonly value: Secret };

/** Whether all is said that is needed to ask such a server, `required` included, and the key or secret is there. */
export async function detectClient(
  around: Surroundings,
  settings: SourceSettings,
  required: readonly string[],
): Promise<Detection> {
  const given = Object.keys(settings);
  if (given.length === 0)
    return { state: 'absent', lookedFor: [`the settings ${required.join(', ')}`] };
  const fault = await faultOf(around, settings, required);
  return fault === undefined
    ? { state: 'present', evidence: [`the settings ${given.join(', ')}`] }
    : { state: 'broken', evidence: given, ...fault };
}

type Fault = { readonly because: string; readonly fix: string };

async function faultOf(
  { env, files }: Surroundings,
  settings: SourceSettings,
  required: readonly string[],
): Promise<Fault | undefined> {
  const absent = required.find((name) => !settings[name]?.trim());
  if (absent !== undefined) {
    return { because: `the setting ${absent} is missing`, fix: sayIt(absent, '…') };
  }
  if (readTokenUrl(settings) === undefined) {
    const because = 'token_url is neither an https address nor http on loopback';
    return { because, fix: sayIt('token_url', 'https://HOST/PATH') };
  }
  const [credential, other] = CREDENTIALS.filter((name) => settings[name] !== undefined);
  if (credential === undefined || other !== undefined) {
    const because = `exactly one of ${CREDENTIALS.join(', ')} is needed`;
    return { because, fix: other ? `leave out ${other}` : sayIt('private_key_file', 'PATH') };
  }
  if ((await readCredential(env, files, settings)) !== undefined) return undefined;
  const place = printable(settings[credential] ?? '', 200);
  return {
    because: `${place}, which ${credential} names, holds nothing that can be read`,
    fix:
      credential === 'client_secret_env'
        ? `set that variable, or correct ${credential}`
        : `put it there, readable to this user, or correct ${credential}`,
  };
}

function sayIt(name: string, value: string): string {
  return `say it: --source-setting ${name}=${value}, or under settings in the profile`;
}

/** `undefined` for plain http to another machine, and for an address with a password in it. */
export function readTokenUrl({ token_url: text = '' }: SourceSettings): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  const near = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && near) ? url : undefined;
}

export async function readCredential(
  env: Env,
  files: Files,
  settings: SourceSettings,
): Promise<Credential | undefined> {
  const { private_key_file: keyFile, client_secret_file: secretFile } = settings;
  const { client_secret_env: variable = '' } = settings;
  const path = keyFile ?? secretFile;
  const text = path === undefined ? textOf(env, variable) : await glance(files, path);
  if (text === undefined || text === '') return undefined;
  return { kind: keyFile === undefined ? 'secret' : 'key', value: new Secret(text) };
}
