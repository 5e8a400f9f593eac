import { AntError } from '../errors.js';
import type { HttpRequest, HttpResponse } from '../host.js';
import { readJsonObject, readString } from '../json.js';
import { signClientAssertion } from '../jwt/client-assertion.js';
import type { Secret } from '../secret.js';
import { type Asked, looksLikeJwt, tokenInAnswer } from './answer.js';
import { type Credential, readCredential, readTokenUrl } from './client-settings.js';
import { requireConsent } from './consent.js';
import { askPatiently } from './patience.js';
import type { SourceMachine, SourceSettings } from './source.js';

/** What one kind of server wants beyond what all want. */
type Server = Required<Omit<Asked, 'host'>> & {
  /** Who named this server: see `TokenRequest`. */
  readonly from: string;
  readonly settings: SourceSettings;
  /** Further form fields, such as RFC 8707's `resource`. */
  readonly more?: Readonly<Record<string, string>>;
  /** What makes this server's access tokens JWTs. */
  readonly opaque: string;
};

const KEY_FORMS = `convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW_KEY
or give a private JWK; RSA, P-256, P-384 and P-521 keys fit`;

/**
 * The access token that an OAuth server gives a client for itself: RFC 6749 section 4.4. A client with a key signs a
 * new assertion for each try, because servers take one only once.
 */
export async function askTokenEndpoint(machine: SourceMachine, server: Server): Promise<Secret> {
  const { settings, title, meanings } = server;
  const url = readTokenUrl(settings);
  const credential = await readCredential(machine.env, machine.files, settings);
  if (url === undefined || credential === undefined) {
    throw new AntError('identity-token', `${title}: the client’s key or secret is gone`);
  }
  // A key only signs; a secret is handed to whoever token_url names.
  if (credential.kind === 'secret') {
    requireConsent(machine.env, server.from, `names a secret to send to ${url.host}`);
  }
  const http = async (request: HttpRequest) =>
    machine.http({ ...request, ...(await signed(machine, server, { url, credential })) });
  const { sleep, interrupt } = machine;
  const response = await askPatiently(
    { http, sleep, interrupt },
    { method: 'POST', url: url.href, headers: {} },
  );
  const asked = { title, host: url.host, meanings };
  refuseOpaque(response, asked, server.opaque);
  return tokenInAnswer(response, { ...asked, field: 'access_token' });
}

type Client = { readonly url: URL; readonly credential: Credential };

async function signed(
  machine: SourceMachine,
  { settings, title, more = {} }: Server,
  { url, credential }: Client,
): Promise<Pick<HttpRequest, 'headers' | 'body'>> {
  const { client_id: clientId = '', scope, key_id: keyId } = settings;
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...more });
  if (scope !== undefined) form.set('scope', scope);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  if (credential.kind === 'secret') {
    return {
      headers: { ...headers, authorization: basic(clientId, credential.value) },
      body: form.toString(),
    };
  }
  const jti = Buffer.from(machine.random(16)).toString('base64url');
  const statement = { clientId, audience: url.href, keyId, jti, now: machine.now() };
  const assertion = await signClientAssertion(credential.value, statement);
  if (assertion === undefined) {
    const what = 'private_key_file holds no private key that can be used';
    throw new AntError('identity-token', `${title}: ${what}`, { hint: KEY_FORMS });
  }
  form.set('client_id', clientId);
  form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
  form.set('client_assertion', assertion.reveal());
  return { headers, body: form.toString() };
}

/** Each half is encoded as in a form first: RFC 6749 section 2.3.1. */
function basic(clientId: string, secret: Secret): string {
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice('x='.length);
  const pair = `${encode(clientId)}:${encode(secret.reveal())}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** An access token need not be a JWT, and often is none until somebody says whom it is for. */
function refuseOpaque({ status, body }: HttpResponse, { title, host }: Asked, hint: string): void {
  const token = readString(readJsonObject(body) ?? {}, 'access_token');
  if (status !== 200 || token === undefined || looksLikeJwt(token)) return;
  throw new AntError(
    'identity-token',
    `${title}: ${host} gave an opaque access token, which only that server can read`,
    { hint },
  );
}

const WHICH_CLIENT = {
  because: 'it does not know this client, or by another key or secret',
  hint: 'compare client_id, key_id and the key with what is registered there',
};

/** RFC 6749 section 5.2 and RFC 8707 section 2. */
export const CLIENT_MEANINGS: NonNullable<Asked['meanings']> = {
  401: WHICH_CLIENT,
  invalid_client: WHICH_CLIENT,
  unauthorized_client: {
    because: 'this client may not ask for itself',
    hint: 'allow it the grant client_credentials there',
  },
};
