import { expect, test } from 'vitest';
import { detectAll } from '../../src/identity/detect.js';
import { inOneLine, troubleOf } from '../../src/identity/trouble.js';
import { fakeHost } from '../support/host.js';

/** Half of what each of these needs: all of their fixes have several lines. */
const BROKEN = {
  GITHUB_ACTIONS: 'true',
  GITLAB_CI: 'true',
  BUILDKITE: 'true',
  CIRCLECI: 'true',
  TF_BUILD: 'True',
  SYSTEM_OIDCREQUESTURI: 'https://dev.azure.com/x',
  BITBUCKET_BUILD_NUMBER: '1',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
  AZURE_FEDERATED_TOKEN_FILE: '/token',
};

test('of a fix of several lines, one line says what to do, down to the first thing to write', async () => {
  const detected = await detectAll(fakeHost({ env: BROKEN }));
  const lines = detected.flatMap(({ source, detection }) =>
    detection.state === 'broken' && detection.fix.includes('\n')
      ? [[source.id, inOneLine(troubleOf(source, detection).hint)]]
      : [],
  );
  expect(Object.fromEntries(lines)).toEqual({
    'github-actions': expect.stringMatching(/^add to the job.*: permissions: id-token: write …/),
    gitlab: expect.stringMatching(/id_tokens: ANTHROPIC_ID_TOKEN: aud: https:\/\/\S+ …/),
    buildkite: expect.stringMatching(/: mount-buildkite-agent: true …/),
    circleci: expect.stringMatching(/^a fork’s pull request gets none/),
    'azure-pipelines': expect.stringMatching(
      /env: SYSTEM_ACCESSTOKEN: \$\(System\.AccessToken\) …/,
    ),
    bitbucket: expect.stringMatching(/oidc: audiences: - https:\/\/\S+ …/),
    aws: expect.stringMatching(/kubectl annotate serviceaccount NAME \S+ …/),
    'azure-workload-identity': expect.stringMatching(
      /kubectl annotate serviceaccount NAME \S+=CLIENT_ID …/,
    ),
  });
  for (const [, line] of lines) expect(line).toMatch(/^[^\n]+; see: ant federation detect$/);
});

test('a fix of one line is left as it is', () => {
  expect(inOneLine('set AWS_REGION')).toBe('set AWS_REGION');
});
