import type { Handshake } from '../checkup.js';
import { knowsSystemAuthorities } from './authorities.js';
import type { Check } from './check.js';
import {
  broken,
  type Finding,
  fixFrom,
  type Machine,
  note,
  ok,
  skipped,
  words,
} from './finding.js';
import type { Scene } from './scene.js';
import { isAddress, nameToLookUp, whoToAsk } from './server.js';
import { span } from './span.js';

/** Who vouches for the server. A company's proxy that reads along shows itself by its own certificate. */
export const certificate: Check = {
  id: 'certificate',
  group: 'network',
  title: 'certificate',
  look: async (host, scene) => {
    const asked = whoToAsk(scene);
    if ('state' in asked) return [asked];
    if (!(await leadsSomewhere(host, scene, asked))) return [skipped('there is nobody to ask')];
    return [judge(host, asked, await scene.shakeHands(asked))];
  },
};

/** Not to wait for an answer that is known already. */
export async function leadsSomewhere(host: Machine, scene: Scene, url: URL): Promise<boolean> {
  const name = nameToLookUp(host, url);
  if (name === undefined) return false;
  return isAddress(name) || (await scene.lookUp(name)).state === 'found';
}

function judge(host: Machine, { host: server }: URL, shaken: Handshake): Finding {
  if (shaken.state === 'plain') return ok(`${server} is reached over plain http`);
  if (shaken.state === 'trusted') return trusted(host, server, shaken);
  const { because, hint, certificate: shown, unvouched } = shaken;
  if (shaken.state === 'silent') return skipped(because, 'network');
  const named = shown ? `${because}; it was made out to "${shown.subject}"` : because;
  return broken(named, unvouched && shown ? authority(host, shown.issuer) : fixFrom(hint));
}

type Trusted = Extract<Handshake, { readonly state: 'trusted' }>;

function trusted(
  host: Machine,
  server: string,
  { certificate: shown, public: isPublic }: Trusted,
): Finding {
  const left = `it ends in ${span(shown.validTo - host.now())}`;
  if (isPublic) return ok(`${server} is vouched for by "${shown.issuer}"; ${left}`);
  return note(
    `${server} is vouched for by "${shown.issuer}", which this machine trusts and Node by itself does not: somebody may read along; ${left}`,
  );
}

function authority({ env, checkup }: Machine, issuer: string) {
  const how = env.NODE_EXTRA_CA_CERTS
    ? 'add its CA certificate to the file that NODE_EXTRA_CA_CERTS names'
    : 'save its CA certificate as PEM and set NODE_EXTRA_CA_CERTS to that file';
  const or = knowsSystemAuthorities(checkup)
    ? ', or, where the operating system trusts it, set NODE_OPTIONS=--use-system-ca'
    : '';
  return words(`if "${issuer}" is your company's, ${how}${or}; if not, use another network`);
}
