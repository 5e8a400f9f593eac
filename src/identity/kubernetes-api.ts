import { AntError } from '../errors.js';
import type { Env, Files } from '../host.js';
import { isObject, readJsonObject, readString } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';
import { refusal, tokenInAnswer } from './answer.js';
import { glance } from './glance.js';
import { tokenRole } from './kubernetes-yaml.js';
import { askPatiently } from './patience.js';
import type { SourceMachine } from './source.js';

export const API_HOST = 'KUBERNETES_SERVICE_HOST';
const API_PORT = 'KUBERNETES_SERVICE_PORT';
const DIRECTORY = '/var/run/secrets/kubernetes.io/serviceaccount';
export const POD_TOKEN = `${DIRECTORY}/token`;
const AUTHORITY = `${DIRECTORY}/ca.crt`;
const NAMESPACE = `${DIRECTORY}/namespace`;

/** The least that a cluster grants. */
const LIFETIME = 600;

/** RFC 1123: what a namespace and an account may be called, so that neither leaves its place in a path or in YAML. */
const NAME = /^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/;

type Pod = { readonly token: Secret; readonly authority: string; readonly namespace: string };

/** What a pod needs to talk to its cluster, or the first thing that is not there. */
export async function podAccess(
  env: Env,
  files: Files,
): Promise<Pod | { readonly missing: string }> {
  const absent = [API_HOST, API_PORT].find((name) => !env[name]?.trim());
  if (absent !== undefined) return { missing: absent };
  const [token, authority, namespace] = await Promise.all(
    [POD_TOKEN, AUTHORITY, NAMESPACE].map(async (path) => (await glance(files, path)) ?? ''),
  );
  if (!token) return { missing: POD_TOKEN };
  if (!authority) return { missing: AUTHORITY };
  if (!namespace || !NAME.test(namespace)) return { missing: NAMESPACE };
  return { token: new Secret(token), authority, namespace };
}

export function isAccountName(text: string): boolean {
  return NAME.test(text);
}

type Wanted = { readonly title: string; readonly account: string; readonly audience: string };

/**
 * A token of a service account, made by the cluster for this audience and this moment.
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
 */
export async function requestToken(
  machine: SourceMachine,
  { title, account, audience }: Wanted,
): Promise<Secret> {
  const pod = await podAccess(machine.env, machine.files);
  if ('missing' in pod) throw new AntError('identity-token', `${title}: ${pod.missing} is gone`);
  const { origin, host } = apiServer(machine.env);
  const response = await askPatiently(machine, {
    method: 'POST',
    url: `${origin}/api/v1/namespaces/${pod.namespace}/serviceaccounts/${account}/token`,
    headers: {
      authorization: `Bearer ${pod.token.reveal()}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { audiences: [audience], expirationSeconds: LIFETIME },
    }),
    ca: pod.authority,
  });
  const asked = { title, host, meanings: meanings(pod, account) };
  if (response.status !== 201) throw refusal(response, asked);
  const { status } = readJsonObject(response.body) ?? {};
  const inner = JSON.stringify(isObject(status) ? status : {});
  return tokenInAnswer({ ...response, status: 200, body: inner }, { ...asked, field: 'token' });
}

function apiServer(env: Env): URL {
  const host = env[API_HOST]?.trim() ?? '';
  const text = `https://${host.includes(':') ? `[${host}]` : host}:${env[API_PORT]?.trim()}`;
  if (URL.canParse(text)) return new URL(text);
  throw new AntError('identity-token', `${API_HOST} and ${API_PORT} are not a usable address`, {
    hint: 'the cluster sets both; see what overwrites them',
  });
}

function meanings({ token, namespace }: Pod, account: string) {
  return {
    401: {
      because: 'the pod’s own token is not accepted',
      hint: `see whether ${POD_TOKEN} has expired, or was made by another cluster`,
    },
    403: {
      because: `this pod may not ask for tokens of ${namespace}/${account}`,
      hint: tokenRole({ namespace, account, by: ownAccount(token) ?? 'NAME' }),
    },
    404: {
      because: `there is no service account ${namespace}/${account}`,
      hint: `make it: kubectl create serviceaccount ${account} --namespace ${namespace}`,
    },
  };
}

/** `system:serviceaccount:NAMESPACE:NAME`, of which the name. */
function ownAccount(token: Secret): string | undefined {
  const claims = decodeIdentityToken(token.reveal())?.claims ?? {};
  const name = readString(claims, 'sub')?.split(':')[3];
  return name !== undefined && isAccountName(name) ? printable(name) : undefined;
}
