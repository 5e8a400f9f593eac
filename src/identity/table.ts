import { aws } from './aws/source.js';
import { azureAppService } from './azure-app-service.js';
import { azureImds } from './azure-imds.js';
import { azurePipelines } from './azure-pipelines.js';
import { azureWorkloadIdentity } from './azure-workload-identity.js';
import { bitbucket } from './bitbucket.js';
import { buildkite } from './buildkite.js';
import { circleci } from './circleci.js';
import { command } from './command.js';
import { gcp } from './gcp.js';
import { githubActions } from './github-actions.js';
import { gitlab } from './gitlab.js';
import { kubernetes } from './kubernetes.js';
import { oidcClientCredentials } from './oidc-client-credentials.js';
import { okta } from './okta.js';
import { type IdentityTokenSource, SOURCE_IDS, type SourceId } from './source.js';
import { spiffe } from './spiffe/source.js';
import { terraformCloud } from './terraform-cloud.js';
import { vercel } from './vercel.js';

const ALL: readonly IdentityTokenSource[] = [
  githubActions,
  gitlab,
  buildkite,
  circleci,
  azurePipelines,
  bitbucket,
  terraformCloud,
  vercel,
  aws,
  gcp,
  azureWorkloadIdentity,
  azureAppService,
  azureImds,
  kubernetes,
  spiffe,
  okta,
  oidcClientCredentials,
  command,
];

/** Every source, in the order in which they are asked and listed. */
export const SOURCES: readonly IdentityTokenSource[] = SOURCE_IDS.flatMap((id) =>
  ALL.filter((source) => source.id === id),
);

/** The source of that name. */
export function findSource(id: SourceId): IdentityTokenSource {
  const found = SOURCES.find((source) => source.id === id);
  if (found === undefined) throw new Error(`no source ${id}`);
  return found;
}
