import type { Asked, Case } from './federation-init-cases.js';

const GITHUB = ['--repository', 'acme/api'];
const IDS = ['--owner-id', '1001', '--repository-id', '2002'];
const CIRCLE = '3c1f0a5e-0000-4000-8000-00000000000c';
const PROJECT = '5b2e0000-0000-4000-8000-00000000000d';
const OTHER = '5b2e0000-0000-4000-8000-0000000000ff';
const USER = '/user/7d3f0000-0000-4000-8000-00000000000e';
const REPOSITORY = '{9d8c0000-0000-4000-8000-0000000000f1}';
const STEP = ':{11110000-0000-4000-8000-000000000001}';
const circle = (project: string, ref: string, rerun = false): Asked => ({
  sub: `org/${CIRCLE}/project/${project}${USER}`,
  audience: 'https://api.anthropic.com',
  claims: { 'oidc.circleci.com/vcs-ref': ref, 'oidc.circleci.com/ssh-rerun': rerun },
});

const azurePipeline = (sub: string, ref: string): Asked => ({
  sub,
  audience: 'api://AzureADTokenExchange',
  claims: { org_id: 'org-1', rpo_ref: ref },
});

const bitbucketStep = (repository: string, branchName: string): Asked => ({
  sub: `${repository}${STEP}`,
  claims: { repositoryUuid: repository, branchName },
});

/** The narrowest rules of CI systems: whom each lets in, and whom it does not. */
export const CI_CASES: readonly Case[] = [
  {
    provider: 'github-actions',
    title: 'classic subject',
    words: [...GITHUB, '--branch', 'main'],
    accepted: { sub: 'repo:acme/api:ref:refs/heads/main' },
    refused: {
      'another branch': { sub: 'repo:acme/api:ref:refs/heads/main-2' },
      'a tag of the same name': { sub: 'repo:acme/api:ref:refs/tags/main' },
      'a fork': { sub: 'repo:mallory/api:ref:refs/heads/main' },
      'a pull request': { sub: 'repo:acme/api:pull_request' },
      'another repository': { sub: 'repo:acme/api-evil:ref:refs/heads/main' },
    },
  },
  {
    provider: 'github-actions',
    title: 'immutable subject',
    words: [...GITHUB, '--branch', 'main', ...IDS],
    accepted: { sub: 'repo:acme@1001/api@2002:ref:refs/heads/main' },
    refused: {
      'another branch': { sub: 'repo:acme@1001/api@2002:ref:refs/heads/dev' },
      'who took over the name of the owner': { sub: 'repo:acme@9/api@8:ref:refs/heads/main' },
      'who made the repository anew': { sub: 'repo:acme@1001/api@8:ref:refs/heads/main' },
      'the classic subject': { sub: 'repo:acme/api:ref:refs/heads/main' },
    },
  },
  {
    provider: 'github-actions',
    title: 'environment',
    words: [...GITHUB, '--branch', 'main', '--environment', 'prod'],
    accepted: { sub: 'repo:acme/api:environment:prod' },
    refused: {
      'another environment': { sub: 'repo:acme/api:environment:prod-2' },
      'another branch that is deployed to it': {
        sub: 'repo:acme/api:environment:prod',
        claims: { ref: 'refs/heads/dev' },
      },
      'the branch without the environment': { sub: 'repo:acme/api:ref:refs/heads/main' },
    },
  },
  {
    provider: 'gitlab',
    title: 'branch',
    words: ['--project', 'acme/api', '--branch', 'main', '--project-id', '22', '--owner-id', '11'],
    accepted: { sub: 'project_path:acme/api:ref_type:branch:ref:main' },
    refused: {
      'another branch': { sub: 'project_path:acme/api:ref_type:branch:ref:main-2' },
      'a tag of the same name': { sub: 'project_path:acme/api:ref_type:tag:ref:main' },
      'a fork': { sub: 'project_path:mallory/api:ref_type:branch:ref:main' },
      'a branch that is not protected': { claims: { ref_protected: 'false' } },
      'who took over the name of the group': { claims: { namespace_id: '12' } },
    },
  },
  {
    provider: 'buildkite',
    title: 'branch',
    words: ['--organization', 'acme', '--pipeline', 'api', '--branch', 'main'],
    accepted: {
      sub: 'organization:acme:pipeline:api:ref:refs/heads/main:commit:fedcba987654:step:other',
    },
    refused: {
      'another branch': {
        sub: 'organization:acme:pipeline:api:ref:refs/heads/main-2:commit:0123456789ab:step:deploy',
      },
      'another pipeline': {
        sub: 'organization:acme:pipeline:web:ref:refs/heads/main:commit:0123456789ab:step:deploy',
      },
      'another organization': {
        sub: 'organization:mallory:pipeline:api:ref:refs/heads/main:commit:0123456789ab:step:deploy',
      },
    },
  },
  {
    provider: 'circleci',
    title: 'branch',
    words: ['--owner-id', CIRCLE, '--project-id', PROJECT, '--branch', 'main'],
    accepted: circle(PROJECT, 'refs/heads/main'),
    refused: {
      'another branch': circle(PROJECT, 'refs/heads/dev'),
      'another project': circle(OTHER, 'refs/heads/main'),
      'a job with a shell for a person': circle(PROJECT, 'refs/heads/main', true),
      'another organization': {
        ...circle(PROJECT, 'refs/heads/main'),
        claims: { iss: `https://oidc.circleci.com/org/${OTHER}` },
      },
    },
  },
  {
    provider: 'azure-pipelines',
    title: 'pipeline',
    template: 'okta',
    words: [
      ...['--organization', 'acme', '--project', 'platform', '--pipeline', 'deploy'],
      ...['--owner-id', 'org-1', '--branch', 'main'],
    ],
    accepted: azurePipeline('p://acme/platform/deploy', 'refs/heads/main'),
    refused: {
      'another branch': azurePipeline('p://acme/platform/deploy', 'refs/heads/dev'),
      'another pipeline': azurePipeline('p://acme/platform/deploy-2', 'refs/heads/main'),
      'another organization': azurePipeline('p://mallory/platform/deploy', 'refs/heads/main'),
    },
  },
  {
    provider: 'bitbucket',
    title: 'branch',
    template: 'okta',
    words: ['--workspace', 'acme', '--repository-id', REPOSITORY, '--branch', 'main'],
    accepted: bitbucketStep(REPOSITORY, 'main'),
    refused: {
      'another branch': bitbucketStep(REPOSITORY, 'dev'),
      'a fork': bitbucketStep('{9d8c0000-0000-4000-8000-0000000000f2}', 'main'),
    },
  },
  {
    provider: 'terraform-cloud',
    title: 'apply',
    words: ['--organization', 'acme', '--project', 'platform', '--workspace', 'api'],
    accepted: { sub: 'organization:acme:project:platform:workspace:api:run_phase:apply' },
    refused: {
      'a plan': { sub: 'organization:acme:project:platform:workspace:api:run_phase:plan' },
      'another workspace': {
        sub: 'organization:acme:project:platform:workspace:web:run_phase:apply',
      },
      'another organization': {
        sub: 'organization:mallory:project:platform:workspace:api:run_phase:apply',
      },
    },
  },
  {
    provider: 'vercel',
    title: 'production',
    words: [
      ...['--organization', 'acme', '--project', 'api', '--environment', 'production'],
      ...['--owner-id', 'team_sandbox', '--project-id', 'prj_sandbox'],
    ],
    accepted: { sub: 'owner:acme:project:api:environment:production' },
    refused: {
      'a preview of a branch': { sub: 'owner:acme:project:api:environment:preview' },
      'another project': { sub: 'owner:acme:project:web:environment:production' },
      'who took over the name of the team': { claims: { owner_id: 'team_other' } },
    },
  },
];
