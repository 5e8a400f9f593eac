import type { FederationPlan } from '../../credentials/federated-token.js';
import { AntError } from '../../errors.js';
import type { federationExchange } from '../../grammar/federation-exchange.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import { parseBaseUrl } from '../../protocol/base-url.js';
import { userAgent } from '../../protocol/headers.js';
import { modelsRequest, readModelsResponse } from '../../protocol/models.js';
import type { Login } from '../../store/login.js';

type Given = Input<typeof federationExchange>;
type Found = Pick<Login, 'organizationId' | 'workspaceId'>;

/**
 * The plan with what `--expect-…` demands: an `AntError('check-failed')` at once when the ids already say otherwise,
 * and when the platform does, before the token is kept. Which service account it is the platform checks itself, so
 * the expected one is sent.
 */
export function withExpectations(host: Host, plan: FederationPlan, input: Given): FederationPlan {
  const organization = input['expect-organization']?.trim().toLowerCase();
  const workspace = input['expect-workspace']?.trim();
  const serviceAccount = input['expect-service-account']?.trim();
  const { inputs } = plan;
  compare('organization', organization, inputs.organizationId?.value.trim().toLowerCase());
  compare('service account', serviceAccount, inputs.serviceAccountId?.value.trim());
  const asked = inputs.workspaceId?.value.trim();
  // `default` is a name for a workspace, and which one it is only the platform knows.
  if (workspace === 'default' || asked !== 'default') compare('workspace', workspace, asked);
  if (workspace === 'default' && asked === undefined) throw notAsked();
  const known = workspace === 'default' ? undefined : workspace;
  return {
    ...narrowed(plan, serviceAccount),
    accept: (login) => checkAnswer(host, login, { plan, organization, workspace: known }),
  };
}

/** What it then buys is not what the profile asks for, so it is not kept as the profile's. */
function narrowed(plan: FederationPlan, serviceAccount: string | undefined): FederationPlan {
  const { shelf: _, ...others } = plan;
  if (serviceAccount === undefined || plan.inputs.serviceAccountId !== undefined) return plan;
  const serviceAccountId = { value: serviceAccount, origin: '--expect-service-account' };
  return { ...others, inputs: { ...plan.inputs, serviceAccountId } };
}

type Expected = {
  readonly plan: FederationPlan;
  readonly organization: string | undefined;
  readonly workspace: string | undefined;
};

async function checkAnswer(
  host: Host,
  login: Login,
  { plan, organization, workspace }: Expected,
): Promise<void> {
  if (organization === undefined && workspace === undefined) return;
  const isTold =
    (organization === undefined || login.organizationId !== undefined) &&
    (workspace === undefined || login.workspaceId !== undefined);
  const said: Found = isTold ? login : { ...(await ask(host, plan, login)), ...idsOf(login) };
  demand('organization', organization, said.organizationId?.toLowerCase());
  demand('workspace', workspace, said.workspaceId);
}

/** A cheap call: its answer's headers say whose token it is. */
async function ask(host: Host, { baseUrl }: FederationPlan, login: Login): Promise<Found> {
  const call = {
    baseUrl: parseBaseUrl(baseUrl.value, baseUrl.origin),
    credential: login.accessToken,
    kind: 'access-token',
    userAgent: userAgent(host.version),
  } as const;
  return readModelsResponse(await host.http(modelsRequest(call)), call);
}

function idsOf({ organizationId, workspaceId }: Login): Found {
  return { ...(organizationId && { organizationId }), ...(workspaceId && { workspaceId }) };
}

function demand(what: string, expected: string | undefined, said: string | undefined): void {
  compare(what, expected, said);
  if (expected === undefined || said !== undefined) return;
  throw new AntError('check-failed', `the platform does not say which ${what} the token is for`, {
    hint: 'the token is neither printed nor written nor kept; it ends by itself',
  });
}

function compare(what: string, expected: string | undefined, found: string | undefined): void {
  if (expected === undefined || found === undefined || expected === found) return;
  const shown = `${printable(found, 80)}, and ${printable(expected, 80)} was expected`;
  throw new AntError('check-failed', `wrong target: the ${what} is ${shown}`, {
    hint: `see where it comes from (flags, profile, variables), or correct --expect-${what.replace(' ', '-')}`,
  });
}

function notAsked(): AntError {
  return new AntError('check-failed', 'the Default workspace is expected and not asked for', {
    hint: 'ask for it: --workspace-id default',
  });
}
