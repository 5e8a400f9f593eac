import { readYaml } from '../readers/yaml.js';
import type { Site } from '../site.js';

const CI = { id: 'ci', read: readYaml, format: 'YAML', ci: true, home: [] } as const;

export const ci: readonly Site[] = [
  {
    ...CI,
    what: 'a GitHub workflow',
    pattern: /(?:^|\/)(?:\.(?:github|gitea|forgejo)\/workflows\/[^/]+|action)\.ya?ml$/,
  },
  {
    ...CI,
    what: 'a GitLab pipeline',
    pattern: /(?:^|\/)(?:\.gitlab-ci|\.gitlab-ci\.[^/]+|\.gitlab\/.+|[^/]+\.gitlab-ci)\.ya?ml$/,
  },
  {
    ...CI,
    what: 'a Buildkite pipeline',
    pattern: /(?:^|\/)(?:\.?buildkite\/.+|buildkite(?:\.[^/]+)?)\.ya?ml$/,
  },
  { ...CI, what: 'a CircleCI pipeline', pattern: /(?:^|\/)\.circleci\/.+\.ya?ml$/ },
  {
    ...CI,
    what: 'an Azure pipeline',
    pattern:
      /(?:^|\/)(?:\.?azure-?pipelines?(?:[.-][^/]+)?|\.?azure-?pipelines?\/.+|\.azuredevops\/.+)\.ya?ml$/,
  },
  { ...CI, what: 'a Bitbucket pipeline', pattern: /(?:^|\/)bitbucket-pipelines\.ya?ml$/ },
];
