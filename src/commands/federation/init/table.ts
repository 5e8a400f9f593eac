import { aws } from './aws.js';
import { azure } from './azure.js';
import { azurePipelines } from './azure-pipelines.js';
import { bitbucket } from './bitbucket.js';
import { buildkite } from './buildkite.js';
import { circleci } from './circleci.js';
import { gcp } from './gcp.js';
import { githubActions } from './github-actions.js';
import { gitlab } from './gitlab.js';
import { kubernetes } from './kubernetes.js';
import { okta } from './okta.js';
import { spiffe } from './spiffe.js';
import type { Provider, Template } from './template.js';
import { terraformCloud } from './terraform-cloud.js';
import { vercel } from './vercel.js';

export const TEMPLATES: Readonly<Record<Provider, Template>> = {
  'github-actions': githubActions,
  gitlab,
  buildkite,
  circleci,
  'azure-pipelines': azurePipelines,
  bitbucket,
  'terraform-cloud': terraformCloud,
  vercel,
  aws,
  gcp,
  azure,
  kubernetes,
  spiffe,
  okta,
};
