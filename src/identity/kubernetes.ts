import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';
import { looksLikeJwt } from './answer.js';
import { givenToken, PLATFORM_AUDIENCE, tokenFor } from './given-token.js';
import { glance } from './glance.js';
import { API_HOST, isAccountName, POD_TOKEN, podAccess, requestToken } from './kubernetes-api.js';
import { projectedVolume } from './kubernetes-yaml.js';
import type { Detection, IdentityTokenSource, SourceSettings, Surroundings } from './source.js';

const TITLE = 'Kubernetes';
/** Where the platform's guide mounts it. */
const USUAL_FILE = '/var/run/secrets/anthropic.com/token';

/**
 * A pod's service account: from a file that the kubelet renews, or, when an account is named, made by the cluster
 * on demand. The file's token stays the same for most of its life.
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
 */
export const kubernetes: IdentityTokenSource = {
  id: 'kubernetes',
  title: TITLE,
  asked: 'ambient',
  layer: 'workload',
  again: 'new',
  settings: {
    token_file: `the projected token, where it is not ${USUAL_FILE}`,
    service_account: 'ask the cluster for a token of this account of the pod’s namespace instead',
  },

  detect(around, settings) {
    const { service_account: account } = settings;
    return account === undefined ? detectFile(around, settings) : detectApi(around, account);
  },

  /** The token lies here: whose it is, it says itself. */
  witness: () => undefined,

  async fetch(machine, { audience, settings }) {
    const { service_account: account } = settings;
    if (account !== undefined) return requestToken(machine, { title: TITLE, account, audience });
    const path = fileOf(settings);
    const text = (await glance(machine.files, path)) ?? '';
    const hint = projectedVolume(audience);
    if (looksLikeJwt(text)) {
      return tokenFor(audience, [givenToken(path, new Secret(text))], { title: TITLE, hint });
    }
    throw new AntError('identity-token', `${TITLE}: ${whatIsWrong(path, text)}`, { hint });
  },
};

function fileOf({ token_file: path = USUAL_FILE }: SourceSettings): string {
  return path;
}

async function detectFile(
  { env, files }: Surroundings,
  settings: SourceSettings,
): Promise<Detection> {
  const path = fileOf(settings);
  const text = await glance(files, path);
  if (text !== undefined && looksLikeJwt(text)) return { state: 'present', evidence: [path] };
  const fix = projectedVolume(PLATFORM_AUDIENCE);
  if (text !== undefined || settings.token_file !== undefined) {
    return { state: 'broken', evidence: [path], because: whatIsWrong(path, text), fix };
  }
  const evidence = [POD_TOKEN, ...(env[API_HOST] ? [API_HOST] : [])];
  if (!(await glance(files, POD_TOKEN))) return { state: 'absent', lookedFor: [path, POD_TOKEN] };
  const because = 'this pod has only the token that is for the cluster itself';
  // Most pods have that one, whatever identity their authors mean to use.
  return { state: 'broken', evidence, because, fix, onlyNamed: true };
}

async function detectApi({ env, files }: Surroundings, account: string): Promise<Detection> {
  const access = await podAccess(env, files);
  const evidence = [API_HOST, POD_TOKEN];
  if (!isAccountName(account)) {
    const because = `"${printable(account, 80)}" is no name of a service account`;
    const fix = 'give the name alone, without the namespace';
    return { state: 'broken', evidence: [], because, fix };
  }
  if (!('missing' in access)) return { state: 'present', evidence };
  const because = `${access.missing} is missing, without which the cluster cannot be asked`;
  const fix = 'run it in a pod whose automountServiceAccountToken is not false';
  return { state: 'broken', evidence: [], because, fix };
}

function whatIsWrong(path: string, text: string | undefined): string {
  const shown = printable(path, 200);
  if (text === undefined) return `${shown} is no file that can be read`;
  return text === '' ? `${shown} is empty` : `${shown} does not hold a JWT`;
}
