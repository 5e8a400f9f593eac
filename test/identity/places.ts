import type { Env } from '../../src/host.js';
import type { SourceId, SourceSettings } from '../../src/identity/source.js';
import type { fakeDisk } from '../support/disk.js';

/** Somewhere one source is, and no other. */
export type Place = {
  readonly id: SourceId;
  readonly env: Env;
  readonly disk?: Parameters<typeof fakeDisk>[0];
  readonly settings?: SourceSettings;
  /** What shows it; where it is not, what was looked for. */
  readonly shownBy: string;
};

export const CLIENT = { token_url: 'https://sso.example/token', client_id: 'ci', scope: 's' };
const KEY = { '/keys/key.pem': '-----BEGIN PRIVATE KEY-----' };
export const TOKEN = 'e30.e30.x';

/** In the order in which they are listed. */
export const PLACES: readonly Place[] = [
  {
    id: 'github-actions',
    env: {
      GITHUB_ACTIONS: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://run.actions.githubusercontent.com/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
    },
    shownBy: 'GITHUB_ACTIONS',
  },
  {
    id: 'gitlab',
    env: { GITLAB_CI: 'true', ANTHROPIC_ID_TOKEN: TOKEN },
    shownBy: 'GITLAB_CI',
  },
  {
    id: 'buildkite',
    env: { BUILDKITE: 'true', BUILDKITE_JOB_ID: 'j', BUILDKITE_AGENT_ACCESS_TOKEN: 't' },
    shownBy: 'BUILDKITE',
  },
  {
    id: 'circleci',
    env: { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2: TOKEN },
    shownBy: 'CIRCLECI',
  },
  {
    id: 'azure-pipelines',
    env: {
      TF_BUILD: 'True',
      SYSTEM_OIDCREQUESTURI: 'https://dev.azure.com/acme/token',
      SYSTEM_ACCESSTOKEN: 't',
    },
    shownBy: 'TF_BUILD',
  },
  {
    id: 'bitbucket',
    env: { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_STEP_OIDC_TOKEN: TOKEN },
    shownBy: 'BITBUCKET_STEP_OIDC_TOKEN',
  },
  {
    id: 'terraform-cloud',
    env: { TFC_RUN_ID: 'r', TFC_WORKLOAD_IDENTITY_TOKEN: TOKEN },
    shownBy: 'TFC_WORKLOAD_IDENTITY_TOKEN',
  },
  { id: 'vercel', env: { VERCEL: '1', VERCEL_OIDC_TOKEN: TOKEN }, shownBy: 'VERCEL_OIDC_TOKEN' },
  {
    id: 'aws',
    env: { AWS_LAMBDA_FUNCTION_NAME: 'f', AWS_REGION: 'eu-central-1' },
    shownBy: 'AWS_LAMBDA_FUNCTION_NAME',
  },
  { id: 'gcp', env: { K_SERVICE: 'api' }, shownBy: 'K_SERVICE' },
  {
    id: 'azure-workload-identity',
    env: { AZURE_FEDERATED_TOKEN_FILE: '/pod', AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' },
    disk: { '/pod': TOKEN },
    shownBy: 'AZURE_FEDERATED_TOKEN_FILE',
  },
  {
    id: 'azure-app-service',
    env: { IDENTITY_ENDPOINT: 'http://127.0.0.1:1', IDENTITY_HEADER: 's' },
    shownBy: 'IDENTITY_ENDPOINT',
  },
  {
    id: 'azure-imds',
    env: {},
    disk: { '/sys/class/dmi/id/chassis_asset_tag': '7783-7084-3265-9085-8269-3286-77\n' },
    shownBy: '/sys/class/dmi/id/chassis_asset_tag',
  },
  {
    id: 'kubernetes',
    env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' },
    disk: { '/var/run/secrets/anthropic.com/token': TOKEN },
    shownBy: '/var/run/secrets/anthropic.com/token',
  },
  {
    id: 'spiffe',
    env: { SPIFFE_ENDPOINT_SOCKET: 'unix:///run/agent.sock' },
    disk: { '/run/agent.sock': { kind: 'other' } },
    shownBy: 'SPIFFE_ENDPOINT_SOCKET',
  },
  {
    id: 'okta',
    env: {},
    disk: KEY,
    settings: { ...CLIENT, private_key_file: '/keys/key.pem' },
    shownBy: 'the settings token_url, client_id, scope',
  },
  {
    id: 'oidc-client-credentials',
    env: {},
    disk: KEY,
    settings: { ...CLIENT, private_key_file: '/keys/key.pem' },
    shownBy: 'the settings token_url, client_id',
  },
  {
    id: 'command',
    env: {},
    settings: { command: '["spire-agent","api","fetch","jwt"]' },
    shownBy: 'the setting command',
  },
];
