import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.js';
import { consentPage } from './consent-page.js';
import { html, page, refusePage } from './html.js';
import type { Organization, Seed } from './seed.js';
import { type Call, randomText, type World } from './world.js';

const CODE_SECONDS = 600;
const ADMIN_ROLES: readonly string[] = ['admin', 'owner', 'primary_owner'];

/** GET `/oauth/authorize`: the consent page, or a page that says why not. */
export function showConsent(world: World, { url }: Call): HttpResponse {
  const request = readAuthorizeRequest(url, world.seed.settings);
  const organizations = requireOffered(world.seed, request);
  dropOldTickets(world);
  const ticket = randomText(world, 16);
  world.tickets.set(ticket, { request, expiresAt: world.now() + CODE_SECONDS });
  return consentPage({ request, ticket, user: world.seed.user, organizations });
}

function dropOldTickets({ tickets, now }: World): void {
  for (const [ticket, { expiresAt }] of tickets) if (expiresAt <= now()) tickets.delete(ticket);
}

/** POST `/oauth/authorize`: the person's decision, and the way back to the client. */
export function decide(world: World, { request: { body } }: Call): HttpResponse {
  const form = new URLSearchParams(body ?? '');
  const ticket = form.get('request') ?? '';
  const asked = world.tickets.get(ticket);
  if (asked === undefined || asked.expiresAt <= world.now()) {
    throw refusePage(
      400,
      'This page is no longer good',
      'It was answered already, or it is older than ten minutes. Start the login again.',
    );
  }
  const { request } = asked;
  if (form.get('decision') !== 'approve') {
    world.tickets.delete(ticket);
    const error_description = 'The person denied the request';
    return sendBack(request, { error: 'access_denied', error_description });
  }
  const organizations = requireOffered(world.seed, request);
  const chosen = choose(request, organizations, form);
  if ('problem' in chosen) {
    const { problem } = chosen;
    return consentPage({ request, ticket, user: world.seed.user, organizations, problem });
  }
  world.tickets.delete(ticket);
  return sendBack(request, { code: grantCode(world, request, chosen) });
}

/** The organizations a person can choose from; a page when there is none. */
function requireOffered({ organizations, user }: Seed, request: AuthorizeRequest) {
  const admin = request.scopes.includes('org:admin');
  const open = user.memberships
    .filter(({ role }) => !admin || ADMIN_ROLES.includes(role))
    .map(({ organization_uuid }) => organization_uuid);
  const offered = organizations.filter(
    ({ uuid, workspaces }) =>
      open.includes(uuid) &&
      ['', uuid].includes(request.organizationId) &&
      ['', ...workspaces.map(({ id }) => id)].includes(request.workspaceId),
  );
  if (offered.length > 0) return offered;
  throw refusePage(
    403,
    'You have no access',
    `${user.email_address} may not grant this in the organization or workspace that was asked for.`,
  );
}

type Choice = { readonly organizationId: string; readonly workspaceId?: string };

function choose(
  { scopes, workspaceId }: AuthorizeRequest,
  organizations: readonly Organization[],
  form: URLSearchParams,
): Choice | { readonly problem: string } {
  const wanted = form.get('organization') ?? organizations[0]?.uuid;
  const organization = organizations.find(({ uuid }) => uuid === wanted);
  if (organization === undefined) return { problem: 'Choose one of the organizations.' };
  if (scopes.includes('org:admin')) return { organizationId: organization.uuid };
  const name = workspaceId === '' ? (form.get('workspace') ?? 'default') : workspaceId;
  const workspace = organization.workspaces.find((each) =>
    name === 'default' ? each.default : each.id === name,
  );
  if (workspace === undefined) {
    return { problem: `That workspace is not one of ${organization.name}'s. Choose again.` };
  }
  return { organizationId: organization.uuid, workspaceId: workspace.id };
}

function grantCode(world: World, request: AuthorizeRequest, choice: Choice): string {
  const code = `sandbox-code-${randomText(world, 32)}`;
  world.state.codes[sha256(code)] = {
    ...choice,
    clientId: request.clientId,
    scope: request.scopes.join(' '),
    redirectUri: request.redirectUri,
    challenge: request.challenge,
    state: request.state,
    expiresAt: world.now() + CODE_SECONDS,
  };
  return code;
}

function sendBack(
  { redirectUri, state }: AuthorizeRequest,
  answer: Readonly<Record<string, string>>,
): HttpResponse {
  const location = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, state })) {
    location.searchParams.append(name, value);
  }
  return {
    status: 303,
    headers: { location: location.href, 'cache-control': 'no-store' },
    body: '',
  };
}

/** GET `/oauth/code/callback`: where a code is shown, for people who carry it to a terminal by hand. */
export function showCode(_world: World, { url: { searchParams } }: Call): HttpResponse {
  const code = searchParams.get('code');
  const state = searchParams.get('state') ?? '';
  if (code === null) {
    const because = searchParams.get('error_description') ?? searchParams.get('error');
    throw refusePage(400, 'No code', because ?? 'This address carries no code.');
  }
  const main = html`<p id="what">Copy this code into the terminal where you started the login:</p>
<output id="code" tabindex="0" aria-labelledby="what">${code}#${state}</output>`;
  return page({ status: 200, title: 'Your login code', main });
}
