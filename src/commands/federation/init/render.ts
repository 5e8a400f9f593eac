import type { JsonObject } from '../../../json.js';
import { draftProfile, serializeProfile, withSource } from '../../../profiles/edit.js';
import type { Ids, Setup } from './template.js';

/** What stands where nobody said it. Ids of the platform are never in capitals. */
export const UNKNOWN: Ids = {
  federationRule: 'FEDERATION_RULE_ID',
  organization: 'ORGANIZATION_ID',
  serviceAccount: 'SERVICE_ACCOUNT_ID',
  workspace: 'WORKSPACE_ID',
};

export type Rendered = {
  readonly snippet: { readonly path: string; readonly text: string };
  readonly profile: { readonly path: string; readonly content: JsonObject };
  /** Bodies of POST `/v1/organizations/federation_issuers` and `…/federation_rules`. */
  readonly issuer: { readonly path: string; readonly content: JsonObject };
  readonly rule: { readonly path: string; readonly content: JsonObject };
  readonly notes: readonly string[];
};

type Naming = { readonly name: string; readonly ids: Ids };

/** The three things, with the ids in their places. */
export function render(setup: Setup, { name, ids }: Naming): Rendered {
  const { snippet, issuer, notes } = setup;
  return {
    snippet: { path: snippet.path, text: snippet.text(ids) },
    profile: { path: `configs/${name}.json`, content: profileOf(setup, ids) },
    issuer: { path: 'federation-issuer.json', content: { name: issuerName(name), ...issuer } },
    rule: {
      path: 'federation-rule.json',
      content: {
        name,
        issuer_id: 'ISSUER_ID',
        match: setup.match,
        oauth_scope: 'workspace:developer',
        target: { type: 'service_account', service_account_id: ids.serviceAccount },
        // Only an exchange knows the word `default`.
        workspace_id: ids.workspace === 'default' ? UNKNOWN.workspace : ids.workspace,
        token_lifetime_seconds: setup.tokenLifetime,
      },
    },
    notes: [...notes, ...stillToReplace(ids)],
  };
}

/** The name of an issuer has lower-case letters, digits and dashes only. */
function issuerName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function profileOf({ profile }: Setup, ids: Ids): JsonObject {
  const { source, audience, settings = {}, identityTokenFile } = profile;
  const draft = draftProfile('oidc_federation', {
    organization_id: ids.organization,
    workspace_id: ids.workspace,
    federation_rule_id: ids.federationRule,
    service_account_id: ids.serviceAccount,
    identity_token_file: identityTokenFile,
  });
  return withSource(draft, { source, ...(audience !== undefined && { audience }), settings });
}

function stillToReplace(ids: Ids): readonly string[] {
  const words = Object.values(UNKNOWN).filter((word) => Object.values(ids).includes(word));
  return [`replace ${['ISSUER_ID', ...words].join(', ')}: the platform gives them out`];
}

/** The files that `--out` writes. */
export function filesOf({
  snippet,
  profile,
  issuer,
  rule,
}: Rendered): readonly { readonly path: string; readonly text: string }[] {
  return [
    snippet,
    ...[profile, issuer, rule].map(({ path, content }) => ({
      path,
      text: serializeProfile(content),
    })),
  ];
}

/** All of it for a reader. */
export function renderedText(rendered: Rendered): string {
  const [snippet, profile, issuer, rule] = filesOf(rendered);
  const parts = [
    ['1. What the workload runs', snippet],
    ['2. Or a profile in the configuration directory, instead of those ids', profile],
    ['3. The issuer, for the Admin API or the Console', issuer],
    ['4. The rule that accepts this subject and no other', rule],
  ] as const;
  const texts = parts.map(([title, file]) => `${title}: ${file?.path}\n\n${file?.text}`);
  return `${texts.join('\n')}\n${rendered.notes.map((note) => `note: ${note}\n`).join('')}`;
}
