import { AntError } from '../errors.js';
import type { Env, HttpResponse } from '../host.js';
import { readString } from '../json.js';
import { decodeIdentityToken } from '../jwt/decode.js';
import type { Secret } from '../secret.js';
import { tokenInAnswer } from './answer.js';
import { glance } from './glance.js';
import { checkMetadataUrl } from './metadata-url.js';
import { askPatiently } from './patience.js';
import type { IdentityTokenSource, SourceMachine } from './source.js';

const TITLE = 'Google Cloud';
const HOST_NAME = 'GCE_METADATA_HOST';
/** By its number: its name would have to be looked up first, and where a proxy is set, by the proxy. */
const USUAL_HOST = '169.254.169.254';
const NAMED = ['metadata.google.internal', 'metadata', '[fd20:ce::254]'];
const PATH = '/computeMetadata/v1/instance/service-accounts/default/identity';
const LIMIT = 3_000;

/** Cloud Run services and functions, Cloud Run jobs, older functions, App Engine. */
const VARIABLES = [HOST_NAME, 'K_SERVICE', 'CLOUD_RUN_JOB', 'FUNCTION_TARGET', 'GAE_SERVICE'];
const PRODUCT = '/sys/class/dmi/id/product_name';

const NO_ACCOUNT = `attach a service account, and on GKE bind the pod's to one of Google's:
gcloud compute instances set-service-account INSTANCE --service-account=ACCOUNT_EMAIL
kubectl annotate serviceaccount NAME iam.gke.io/gcp-service-account=ACCOUNT_EMAIL`;

/**
 * The service account of a VM, pod, function or service, from its metadata server; good for about an hour, and the
 * same one again for most of it. https://cloud.google.com/compute/docs/instances/verifying-instance-identity
 */
export const gcp: IdentityTokenSource = {
  id: 'gcp',
  title: TITLE,
  asked: 'ambient',
  layer: 'machine',
  again: 'new',
  settings: {},

  async detect({ env, files }) {
    const named = VARIABLES.filter((name) => env[name]);
    const product = await glance(files, PRODUCT);
    // https://cloud.google.com/compute/docs/instances/detect-compute-engine
    const machine = product?.startsWith('Google') ? [PRODUCT] : [];
    const evidence = [...named, ...machine];
    if (evidence.length > 0) return { state: 'present', evidence };
    return { state: 'absent', lookedFor: [...VARIABLES, `Google in ${PRODUCT}`] };
  },

  /** Nothing around a machine says which service account is attached to it. */
  witness: () => undefined,

  async fetch(machine, { audience }) {
    const url = identityUrl(machine.env);
    url.searchParams.set('audience', audience);
    url.searchParams.set('format', 'full');
    const response = await askPatiently(
      machine,
      { method: 'GET', url: url.href, headers: { 'metadata-flavor': 'Google' }, limit: LIMIT },
      { untilUp: true },
    );
    checkFlavor(response, url.host);
    const token = tokenInAnswer(response, {
      title: TITLE,
      host: url.host,
      meanings: {
        403: { because: 'it does not hand out identity tokens here', hint: NO_ACCOUNT },
        404: { because: 'no service account is attached', hint: NO_ACCOUNT },
      },
    });
    warnWithoutEmail(machine, token);
    return token;
  },
};

function identityUrl(env: Env): URL {
  const host = env[HOST_NAME] || USUAL_HOST;
  const origin = checkMetadataUrl(`http://${host}`, { from: HOST_NAME, named: NAMED }).origin;
  return new URL(PATH, origin);
}

/** Other clouds, and captive portals, answer at the same address. */
function checkFlavor({ headers, status }: HttpResponse, host: string): void {
  if (headers['metadata-flavor'] === 'Google') return;
  throw new AntError(
    'identity-token',
    `${TITLE}: what answered ${status} at ${host} is not Google’s metadata server`,
    { hint: 'see what is here: ant federation detect' },
  );
}

/** Rules that follow the platform's guide ask for it. */
function warnWithoutEmail({ terminal }: SourceMachine, token: Secret): void {
  const claims = decodeIdentityToken(token.reveal())?.claims ?? {};
  if (readString(claims, 'email') !== undefined) return;
  terminal.say(
    'ant: warning: the identity token names no service account in "email": a federation rule that asks for one will refuse it',
  );
}
