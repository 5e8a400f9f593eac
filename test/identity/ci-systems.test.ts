import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { ambientSource, detectAll } from '../../src/identity/detect.js';
import type { SourceId } from '../../src/identity/source.js';
import { fakeHost } from '../support/host.js';

/** What makes each of them present, and nothing of another. */
const JOBS: readonly (readonly [SourceId, Env])[] = [
  [
    'github-actions',
    {
      GITHUB_ACTIONS: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://run.actions.githubusercontent.com/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
    },
  ],
  ['gitlab', { GITLAB_CI: 'true', ANTHROPIC_ID_TOKEN: 'a.b.c' }],
  ['buildkite', { BUILDKITE: 'true', BUILDKITE_JOB_ID: 'j', BUILDKITE_AGENT_ACCESS_TOKEN: 't' }],
  ['circleci', { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2: 'a.b.c' }],
  [
    'azure-pipelines',
    {
      TF_BUILD: 'True',
      SYSTEM_OIDCREQUESTURI: 'https://dev.azure.com/acme/token',
      SYSTEM_ACCESSTOKEN: 't',
    },
  ],
  ['bitbucket', { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_STEP_OIDC_TOKEN: 'a.b.c' }],
  ['terraform-cloud', { TFC_RUN_ID: 'r', TFC_WORKLOAD_IDENTITY_TOKEN: 'a.b.c' }],
  ['vercel', { VERCEL: '1', VERCEL_OIDC_TOKEN: 'a.b.c' }],
];

const PAIRS = JOBS.flatMap(([one, first], at) =>
  JOBS.slice(at + 1).map(([other, second]) => [one, other, { ...first, ...second }] as const),
);

test.each(JOBS)('a job of %s is found, and nothing else is', async (id, env) => {
  expect(ambientSource(await detectAll(fakeHost({ env })))?.source.id).toBe(id);
});

test.each(PAIRS)(
  'E53: %s and %s at once are both named, and neither is chosen',
  async (...pair) => {
    const [one, other, env] = pair;
    const detected = await detectAll(fakeHost({ env }));
    expect(() => ambientSource(detected)).toThrow(
      expect.objectContaining({
        code: 'identity-token',
        message: `more than one identity is here: ${one}, ${other}`,
        hint: `choose one: --source ${one} or --source ${other}`,
      }),
    );
  },
);

test('E53: one that is half set is a conflict too: it might be the one that is meant', async () => {
  const env = { GITLAB_CI: 'true', BUILDKITE: 'true', BUILDKITE_JOB_ID: 'j' };
  const detected = await detectAll(fakeHost({ env }));
  expect(() => ambientSource(detected)).toThrow(
    /more than one identity is here: gitlab, buildkite/,
  );
});

test('E56: all of them are told apart without the network or a program', async () => {
  const host = fakeHost({ env: Object.assign({}, ...JOBS.map(([, env]) => env)) });
  const states = (await detectAll(host)).map(({ detection }) => detection.state);
  expect(states.filter((state) => state === 'present').length).toBeGreaterThanOrEqual(JOBS.length);
  expect(host.sent).toEqual([]);
});
