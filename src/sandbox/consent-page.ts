import type { HttpResponse } from '../host.js';
import { type AuthorizeRequest, PRODUCTION_CLIENT, SCOPES } from './authorize-request.js';
import { html, type Markup, NOTHING, page } from './html.js';
import type { Organization, Seed } from './seed.js';

export type Consent = {
  readonly request: AuthorizeRequest;
  /** What the hidden field carries, so that the decision is known to come from this page. */
  readonly ticket: string;
  readonly user: Seed['user'];
  /** Those the person may choose from; at least one. */
  readonly organizations: readonly Organization[];
  /** What was wrong with the last choice. */
  readonly problem?: string;
};

/** The page that asks. One plain form: it needs no script, and its fields are `organization`, `workspace` and `decision`. */
export function consentPage(consent: Consent): HttpResponse {
  const { request, ticket, user, problem } = consent;
  const client = request.clientId === PRODUCTION_CLIENT ? 'ant' : request.clientId;
  const main = html`<p>Signed in as ${user.full_name} (${user.email_address}).</p>
${problem === undefined ? NOTHING : html`<p role="alert">${problem}</p>`}
<h2>${client} asks to</h2>
<ul>
${request.scopes.map((scope) => html`<li>${SCOPES[scope] ?? ''} (<code>${scope}</code>)</li>\n`)}</ul>
<h2>The answer goes to</h2>
<p><code>${request.redirectUri}</code></p>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="request" value="${ticket}">
<fieldset>
<legend>Where the access token will work</legend>
${organizationPicker(consent.organizations)}
${workspacePicker(consent)}
</fieldset>
<button name="decision" value="approve">Approve</button>
<button name="decision" value="deny">Deny</button>
</form>`;
  return page({
    status: problem === undefined ? 200 : 400,
    title: `Approve access for ${client}?`,
    main,
    formTargets: ["'self'", new URL(request.redirectUri).origin],
  });
}

function organizationPicker(organizations: readonly Organization[]): Markup {
  return html`<label for="organization">Organization</label>
<select id="organization" name="organization">
${organizations.map(({ uuid, name }) => html`<option value="${uuid}">${name}</option>\n`)}</select>`;
}

/** `default` stands for the Default workspace of whichever organization is chosen above. */
function workspacePicker({ request, organizations }: Consent): Markup {
  if (request.scopes.includes('org:admin')) {
    return html`<p>Every workspace: administration is not bound to one.</p>`;
  }
  const offered = organizations.map((organization) => workspaceGroup(organization, request));
  return html`<label for="workspace">Workspace</label>
<select id="workspace" name="workspace">
${request.workspaceId === '' ? html`<option value="default">Default</option>\n` : NOTHING}${offered}</select>`;
}

function workspaceGroup({ name, workspaces }: Organization, { workspaceId }: AuthorizeRequest) {
  const offered = workspaces.filter((workspace) =>
    workspaceId === '' ? !workspace.default : workspace.id === workspaceId,
  );
  if (offered.length === 0) return NOTHING;
  const options = offered.map(
    (workspace) => html`<option value="${workspace.id}">${workspace.name}</option>\n`,
  );
  return html`<optgroup label="${name}">\n${options}</optgroup>\n`;
}
