import { tokenInAnswer } from './answer.js';
import { ENTRA_MEANINGS, entraAccepts, entraResource } from './entra.js';
import { glance } from './glance.js';
import { checkMetadataUrl } from './metadata-url.js';
import { askPatiently } from './patience.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'Azure managed identity';
const HOST_NAME = 'AZURE_POD_IDENTITY_AUTHORITY_HOST';
const USUAL_HOST = 'http://169.254.169.254';
const LIMIT = 5_000;

const TAG_FILE = '/sys/class/dmi/id/chassis_asset_tag';
/** What every virtual machine of Azure has there, and no other machine. */
const AZURE_TAG = '7783-7084-3265-9085-8269-3286-77';

const ASSIGN = `give the machine an identity: az vm identity assign --resource-group GROUP --name MACHINE
of several identities, say which: --source-setting client_id=CLIENT_ID`;

const NO_IDENTITY = { because: 'this machine has no such identity', hint: ASSIGN };

/**
 * The managed identity of a virtual machine or scale set, from its Instance Metadata Service; cached there for up to
 * a day. https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export const azureImds: IdentityTokenSource = {
  id: 'azure-imds',
  title: TITLE,
  asked: 'ambient',
  layer: 'machine',
  again: 'new',
  settings: { client_id: 'which of several managed identities' },

  async detect({ env, files }) {
    const tag = await glance(files, TAG_FILE);
    const evidence = [
      ...(env[HOST_NAME] ? [HOST_NAME] : []),
      ...(tag === AZURE_TAG ? [TAG_FILE] : []),
    ];
    if (evidence.length > 0) return { state: 'present', evidence };
    return { state: 'absent', lookedFor: [HOST_NAME, `Azure’s tag in ${TAG_FILE}`] };
  },

  /** Nothing around a machine says which identity is assigned to it. */
  witness: () => undefined,

  async fetch(machine, { audience, settings: { client_id: clientId } }) {
    const host = machine.env[HOST_NAME] || USUAL_HOST;
    const { origin } = checkMetadataUrl(host, { from: HOST_NAME });
    const url = new URL('/metadata/identity/oauth2/token', origin);
    url.searchParams.set('api-version', '2018-02-01');
    url.searchParams.set('resource', entraResource(audience));
    if (clientId !== undefined) url.searchParams.set('client_id', clientId);
    const response = await askPatiently(
      machine,
      { method: 'GET', url: url.href, headers: { metadata: 'true' }, limit: LIMIT },
      // 404 and 410: it is being updated, or an identity has just been assigned.
      { tries: 6, notYet: [404, 410], untilUp: true },
    );
    return tokenInAnswer(response, {
      title: TITLE,
      host: url.host,
      field: 'access_token',
      meanings: {
        ...ENTRA_MEANINGS,
        // "Identity not found".
        invalid_request: NO_IDENTITY,
        404: NO_IDENTITY,
      },
    });
  },

  accepts: entraAccepts,
};
