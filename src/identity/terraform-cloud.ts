import type { Env } from '../host.js';
import { printable } from '../printable.js';
import { givenIn, PLATFORM_AUDIENCE, tokenFor, whyNone } from './given-token.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'HCP Terraform';
const RUN_NAME = 'TFC_RUN_ID';
const TOKEN_NAME = 'TFC_WORKLOAD_IDENTITY_TOKEN';
const USUAL_TAG = 'ANTHROPIC';

/**
 * The run's own identity, one for each phase and each tag that the workspace asks for.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/manual-generation
 */
export const terraformCloud: IdentityTokenSource = {
  id: 'terraform-cloud',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'same',
  settings: { tag: `of ${TOKEN_NAME}_TAG, where a workspace asks for several` },

  async detect({ env }, { tag }) {
    const names = tokenNames(env, tag);
    const evidence = [RUN_NAME, ...names].filter((name) => env[name] !== undefined);
    if (evidence.length === 0) {
      return { state: 'absent', lookedFor: [RUN_NAME, nameOf(TOKEN_NAME, tag)] };
    }
    if (givenIn(env, names).length > 0) return { state: 'present', evidence };
    const because = whyNone(env, names[0] ?? TOKEN_NAME);
    return { state: 'broken', evidence, because, fix: workspaceVariable(PLATFORM_AUDIENCE, tag) };
  },

  /** The token lies here: whose it is, it says itself. */
  witness: () => undefined,

  async fetch({ env }, { audience, settings: { tag } }) {
    const given = givenIn(env, tokenNames(env, tag));
    return tokenFor(audience, given, { title: TITLE, hint: workspaceVariable(audience, tag) });
  },
};

/** Those that are set: the one meant for us first, then the one without a tag, then the others. */
function tokenNames(env: Env, tag: string | undefined): readonly string[] {
  if (tag !== undefined) return [nameOf(TOKEN_NAME, tag)];
  const usual = nameOf(TOKEN_NAME, USUAL_TAG);
  const rest = Object.keys(env).filter((name) => /^TFC_WORKLOAD_IDENTITY_TOKEN_\w+$/.test(name));
  const all = [usual, TOKEN_NAME, ...rest.filter((name) => name !== usual).sort()];
  return all.filter((name) => env[name] !== undefined);
}

function nameOf(stem: string, tag: string | undefined): string {
  return tag === undefined ? stem : `${stem}_${tag}`;
}

function workspaceVariable(audience: string, tag: string = USUAL_TAG): string {
  const name = printable(nameOf('TFC_WORKLOAD_IDENTITY_AUDIENCE', tag), 100);
  return `give the workspace an environment variable: ${name} = ${printable(audience, 200)}`;
}
