import { isObject, type JsonObject } from '../../src/json.js';
import { ant } from '../support/ant.js';
import type { RunningSandbox } from '../support/running-sandbox.js';

/** What a token of the sandbox says; what is left out is as its template has it. */
export type Asked = {
  readonly sub?: string;
  readonly audience?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
};

export type Case = {
  readonly provider: string;
  readonly title: string;
  /** The sandbox's template, where the provider has none of its own there. */
  readonly template?: string;
  readonly words: readonly string[];
  readonly accepted: Asked;
  readonly refused: Readonly<Record<string, Asked>>;
};

/** What `ant sandbox mint` asks, for claims that are no text. */
export async function mint(
  sandbox: RunningSandbox,
  asked: Asked & { issuer: string },
): Promise<string> {
  const response = await fetch(`${sandbox.url}/sandbox/mint`, {
    method: 'POST',
    headers: { 'x-ant-sandbox': '1', 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  const answer: unknown = await response.json();
  const token = isObject(answer) ? answer.identity_token : undefined;
  if (typeof token !== 'string') throw new Error(`nothing was minted: ${JSON.stringify(answer)}`);
  return token;
}

const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000009';
/** Of a rule that `seedOf` makes known. */
export const IDS = [
  ...['--federation-rule', 'fdrl_01Init', '--organization-id', ORGANIZATION],
  ...['--service-account-id', 'svac_01Init', '--workspace-id', 'wrkspc_01Init'],
];

/** What `ant federation init` drafted. */
export type Made = {
  readonly snippet: { readonly path: string; readonly text: string };
  readonly issuer: { readonly content: JsonObject };
  readonly rule: { readonly content: JsonObject & { readonly match: JsonObject } };
};

export async function init(provider: string, ...words: readonly string[]): Promise<Made> {
  const { out, err } = await ant(['federation', 'init', provider, ...words, '--json']);
  if (out === '') throw new Error(err);
  return JSON.parse(out);
}

/** A platform that knows of this one issuer and rule. */
export function seedOf({ issuer, rule }: Made, template: string): JsonObject {
  const { jwks: _, ...registered } = issuer.content;
  const { workspace_id: workspace, ...judged } = rule.content;
  return {
    organizations: [
      {
        uuid: ORGANIZATION,
        name: 'Acme',
        workspaces: [
          { id: 'wrkspc_01Default', name: 'Default', default: true },
          { id: 'wrkspc_01Init', name: 'Production' },
        ],
        service_accounts: [{ id: 'svac_01Init', name: 'deploy', workspace_ids: ['wrkspc_01Init'] }],
        federation_issuers: [{ id: 'fdis_01Init', template, ...registered }],
        federation_rules: [
          { id: 'fdrl_01Init', ...judged, issuer_id: 'fdis_01Init', workspace_ids: [workspace] },
        ],
      },
    ],
    user: {
      uuid: '5a5db0c5-0000-4000-8000-00000000000a',
      email_address: 'ada@acme.example',
      full_name: 'Ada Sandbox',
      memberships: [{ organization_uuid: ORGANIZATION, role: 'admin' }],
    },
  };
}
