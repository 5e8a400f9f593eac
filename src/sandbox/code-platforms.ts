import type { JsonObject } from '../json.js';
import { partsOf, type Template, USUAL } from './template.js';

const GITHUB_SUBJECT =
  /^repo:(?<owner>[^/@]+)(@(?<ownerId>\d+))?\/(?<name>[^:@]+)(@(?<repositoryId>\d+))?:(ref:(?<ref>.+)|environment:(?<environment>.+)|(?<event>pull_request))$/;

/** Classic and immutable subjects (`repo:O@ID/R@ID:…`) both name the repository. */
function githubClaims(subject: string): JsonObject {
  const { owner, ownerId, name, repositoryId, ref, environment, event } = partsOf(
    GITHUB_SUBJECT,
    subject,
  );
  if (owner === undefined) return {};
  const where = event === undefined ? (ref ?? 'refs/heads/main') : 'refs/pull/7/merge';
  const workflow = `${owner}/${name}/.github/workflows/ci.yml@${where}`;
  return {
    repository: `${owner}/${name}`,
    repository_owner: owner,
    repository_owner_id: ownerId ?? '1001',
    repository_id: repositoryId ?? '2002',
    repository_visibility: 'private',
    ref: where,
    ref_type: where.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: '0123456789abcdef0123456789abcdef01234567',
    workflow: 'ci',
    workflow_ref: workflow,
    job_workflow_ref: workflow,
    actor: 'ada',
    event_name: event ?? 'push',
    environment,
    run_id: '4242',
    run_number: '7',
    run_attempt: '1',
    runner_environment: 'github-hosted',
  };
}

const GITLAB_SUBJECT =
  /^project_path:(?<path>[^:]+):ref_type:(?<refType>branch|tag):ref:(?<ref>.+)$/;

function gitlabClaims(subject: string): JsonObject {
  const { path, refType, ref } = partsOf(GITLAB_SUBJECT, subject);
  if (path === undefined) return {};
  return {
    project_id: '22',
    project_path: path,
    namespace_id: '11',
    namespace_path: path.slice(0, path.lastIndexOf('/')),
    ref,
    ref_type: refType,
    ref_protected: 'true',
    pipeline_source: 'push',
    user_login: 'ada',
  };
}

const BUILDKITE_SUBJECT =
  /^organization:(?<organization>[^:]+):pipeline:(?<pipeline>[^:]+):ref:(?<ref>[^:]+):commit:(?<commit>[^:]+):step:(?<step>[^:]*)$/;

function buildkiteClaims(subject: string): JsonObject {
  const { organization, pipeline, ref, commit, step } = partsOf(BUILDKITE_SUBJECT, subject);
  if (organization === undefined) return {};
  return {
    organization_slug: organization,
    organization_id: '01900000-0000-7000-8000-000000000001',
    pipeline_slug: pipeline,
    pipeline_id: '01900000-0000-7000-8000-000000000002',
    build_branch: ref?.replace('refs/heads/', ''),
    build_commit: commit,
    build_number: 7,
    step_key: step,
  };
}

const CIRCLE_ORGANIZATION = '3c1f0a5e-0000-4000-8000-00000000000c';

function circleClaims(subject: string): JsonObject {
  const { project } = partsOf(/^org\/[^/]+\/project\/(?<project>[^/]+)\//, subject);
  return { 'oidc.circleci.com/project-id': project, 'oidc.circleci.com/context-ids': [] };
}

const TERRAFORM_SUBJECT =
  /^organization:(?<organization>[^:]+):project:(?<project>[^:]+):workspace:(?<workspace>[^:]+):run_phase:(?<phase>[^:]+)$/;

function terraformClaims(subject: string): JsonObject {
  const { organization, project, workspace, phase } = partsOf(TERRAFORM_SUBJECT, subject);
  if (organization === undefined) return {};
  return {
    terraform_organization_id: 'org-sandbox',
    terraform_organization_name: organization,
    terraform_project_id: 'prj-sandbox',
    terraform_project_name: project,
    terraform_workspace_id: 'ws-sandbox',
    terraform_workspace_name: workspace,
    terraform_run_id: 'run-sandbox',
    terraform_run_phase: phase,
  };
}

const VERCEL_SUBJECT =
  /^owner:(?<owner>[^:]+):project:(?<project>[^:]+):environment:(?<environment>[^:]+)$/;

function vercelClaims(subject: string): JsonObject {
  const { owner, project, environment } = partsOf(VERCEL_SUBJECT, subject);
  if (owner === undefined) return {};
  return { owner, owner_id: 'team_sandbox', project, project_id: 'prj_sandbox', environment };
}

/** The platforms that build and deploy code. */
export const CODE_PLATFORMS = {
  'github-actions': {
    ...USUAL,
    issuerUrl: 'https://token.actions.githubusercontent.com',
    subject: 'repo:acme/api:ref:refs/heads/main',
    lifetimeSeconds: 300,
    claims: githubClaims,
  },
  gitlab: {
    ...USUAL,
    issuerUrl: 'https://gitlab.com',
    subject: 'project_path:acme/api:ref_type:branch:ref:main',
    claims: gitlabClaims,
  },
  buildkite: {
    ...USUAL,
    issuerUrl: 'https://agent.buildkite.com',
    subject: 'organization:acme:pipeline:api:ref:refs/heads/main:commit:0123456789ab:step:deploy',
    lifetimeSeconds: 300,
    claims: buildkiteClaims,
  },
  circleci: {
    ...USUAL,
    issuerUrl: `https://oidc.circleci.com/org/${CIRCLE_ORGANIZATION}`,
    audience: CIRCLE_ORGANIZATION,
    subject: `org/${CIRCLE_ORGANIZATION}/project/5b2e0000-0000-4000-8000-00000000000d/user/7d3f0000-0000-4000-8000-00000000000e`,
    claims: circleClaims,
  },
  'terraform-cloud': {
    ...USUAL,
    issuerUrl: 'https://app.terraform.io',
    subject: 'organization:acme:project:platform:workspace:api:run_phase:apply',
    maxJwtLifetimeSeconds: 86_400,
    claims: terraformClaims,
  },
  vercel: {
    ...USUAL,
    issuerUrl: 'https://oidc.vercel.com/acme',
    subject: 'owner:acme:project:api:environment:production',
    lifetimeSeconds: 7200,
    maxJwtLifetimeSeconds: 7200,
    jti: false,
    claims: vercelClaims,
  },
} as const satisfies Readonly<Record<string, Template>>;
