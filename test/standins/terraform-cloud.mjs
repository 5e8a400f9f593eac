// The variables that a run of HCP Terraform finds. Usage: node terraform-cloud.mjs [what its workspace asks for]
// https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/manual-generation
import { mint, report } from './issuer.mjs';

const [workspace = 'tagged'] = process.argv.slice(2);
const PLATFORM = 'https://api.anthropic.com';
const TOKEN = 'TFC_WORKLOAD_IDENTITY_TOKEN';

const runToken = (audience) =>
  mint({
    audience,
    lifetime: 7200,
    iss: 'https://app.terraform.io',
    sub: 'organization:acme:project:Default Project:workspace:api:run_phase:apply',
    terraform_organization_name: 'acme',
    terraform_run_phase: 'apply',
  });

const TOKENS = {
  tagged: async () => ({ [`${TOKEN}_ANTHROPIC`]: await runToken(PLATFORM) }),
  untagged: async () => ({ [TOKEN]: await runToken(PLATFORM) }),
  'own-tag': async () => ({
    [TOKEN]: await runToken('vault.example'),
    [`${TOKEN}_CLAUDE`]: await runToken(PLATFORM),
  }),
  several: async () => ({
    [TOKEN]: await runToken(PLATFORM),
    [`${TOKEN}_B`]: await runToken(PLATFORM),
    [`${TOKEN}_ANTHROPIC`]: await runToken(PLATFORM),
  }),
  'other-audience': async () => ({ [TOKEN]: await runToken('vault.workload.identity') }),
  empty: async () => ({ [TOKEN]: '' }),
  none: async () => ({}),
};

report({ TFC_RUN_ID: 'run-5EC3e6mQfFjyPe3o', ...(await TOKENS[workspace]()) });
