import { sha256 } from '../digest.js';
import type { Env } from '../host.js';
import { type Asked, tokenInAnswer } from './answer.js';
import { ENTRA_MEANINGS, entraAccepts, entraResource } from './entra.js';
import { glance, nothingIn } from './glance.js';
import { askPatiently } from './patience.js';
import { checkRequestUrl } from './request-url.js';
import type { Detection, IdentityTokenSource, SourceSettings } from './source.js';

const TITLE = 'Azure workload identity';
const FILE_NAME = 'AZURE_FEDERATED_TOKEN_FILE';
const TENANT_NAME = 'AZURE_TENANT_ID';
const CLIENT_NAME = 'AZURE_CLIENT_ID';
const AUTHORITY_NAME = 'AZURE_AUTHORITY_HOST';

/** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const AUTHORITIES = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
];

const LABEL = `annotate the pod's service account:
kubectl annotate serviceaccount NAME azure.workload.identity/client-id=CLIENT_ID
label the pod, and start it again:
metadata:
  labels:
    azure.workload.identity/use: "true"`;

const MOUNT = 'start the pod again, and mount the file into this container';

const FEDERATE = `let the identity trust this pod's service account:
az identity federated-credential create --identity-name NAME --resource-group GROUP --name ant \\
  --issuer CLUSTER_ISSUER --subject system:serviceaccount:NAMESPACE:NAME --audience api://AzureADTokenExchange`;

const NOT_TRUSTED = { because: 'the identity does not trust this pod', hint: FEDERATE };

const MEANINGS: NonNullable<Asked['meanings']> = {
  ...ENTRA_MEANINGS,
  AADSTS70021: NOT_TRUSTED,
  AADSTS700211: { because: 'the identity does not trust this cluster’s issuer', hint: FEDERATE },
  AADSTS700212: { because: 'the identity does not trust the token’s audience', hint: FEDERATE },
  AADSTS700213: { because: 'the identity does not trust this service account', hint: FEDERATE },
  AADSTS700016: { because: 'the tenant has no such identity', hint: LABEL },
  AADSTS90002: { because: 'there is no such tenant', hint: `correct ${TENANT_NAME}` },
  AADSTS700024: {
    because: 'the pod’s token has expired, or a clock is wrong',
    hint: `see whether the file in ${FILE_NAME} is still renewed, and what time it is here`,
  },
};

/**
 * The identity behind a pod's service account on AKS, or wherever the webhook runs: the pod's own token is traded
 * for one of Entra ID.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export const azureWorkloadIdentity: IdentityTokenSource = {
  id: 'azure-workload-identity',
  title: TITLE,
  asked: 'ambient',
  // A pod with a token for the platform, too, was given that one on purpose, and this one perhaps for Azure alone.
  layer: 'cloud',
  again: 'new',
  settings: {
    client_id: `instead of ${CLIENT_NAME}`,
    tenant_id: `instead of ${TENANT_NAME}`,
    request_host: `another host that ${AUTHORITY_NAME} may point to`,
  },

  async detect({ env, files }, settings) {
    const path = env[FILE_NAME];
    if (!path) return { state: 'absent', lookedFor: [FILE_NAME] };
    const { tenant, client } = identityOf(env, settings);
    const evidence = [FILE_NAME, TENANT_NAME, CLIENT_NAME].filter((name) => env[name]);
    const broken = (because: string, fix = LABEL) =>
      ({ state: 'broken', evidence, because, fix }) satisfies Detection;
    if (!tenant) return broken(`${TENANT_NAME} is not set`);
    if (!client) return broken(`${CLIENT_NAME} is not set`);
    if (!(await glance(files, path))) return broken(nothingIn(path, FILE_NAME), MOUNT);
    return { state: 'present', evidence };
  },

  witness: ({ env }) =>
    sha256(
      JSON.stringify(
        [FILE_NAME, TENANT_NAME, CLIENT_NAME, AUTHORITY_NAME].map((name) => env[name]),
      ),
    ),

  async fetch(machine, { audience, settings }) {
    const url = tokenUrl(machine.env, settings);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: identityOf(machine.env, settings).client ?? '',
      scope: `${entraResource(audience)}/.default`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      // Read at each asking: the kubelet renews it.
      client_assertion: (await glance(machine.files, machine.env[FILE_NAME] ?? '')) ?? '',
    });
    const response = await askPatiently(machine, {
      method: 'POST',
      url: url.href,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    });
    return tokenInAnswer(response, {
      title: TITLE,
      host: url.host,
      field: 'access_token',
      meanings: MEANINGS,
    });
  },

  accepts: entraAccepts,
};

function identityOf(env: Env, { tenant_id: tenant, client_id: client }: SourceSettings) {
  return { tenant: tenant ?? env[TENANT_NAME]?.trim(), client: client ?? env[CLIENT_NAME]?.trim() };
}

function tokenUrl(env: Env, settings: SourceSettings): URL {
  const authority = checkRequestUrl(env[AUTHORITY_NAME] || `https://${AUTHORITIES[0]}`, {
    from: AUTHORITY_NAME,
    hosts: AUTHORITIES,
    allowed: settings.request_host,
  });
  const tenant = encodeURIComponent(identityOf(env, settings).tenant ?? '');
  return new URL(`/${tenant}/oauth2/v2.0/token`, authority.origin);
}
