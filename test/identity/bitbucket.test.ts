import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { bitbucket } from '../../src/identity/bitbucket.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { ask, PLATFORM, refusal } from './asking.js';

const step = async (author: string) =>
  fakeHost({ env: (await startStandin('bitbucket', author)).ready });

const WORKSPACE = 'ari:cloud:bitbucket::workspace/7d3e3c7a-0000-4000-8000-000000000001';

test.each([
  ['its author named the platform', 'audiences', PLATFORM],
  ['its author named several', 'several', PLATFORM],
  ['the rule’s audience is the workspace', 'true', WORKSPACE],
  ['the audience is no list', 'text', WORKSPACE],
])('a step’s token is taken where %s', async (_, author, audience) => {
  const host = await step(author);
  const outcome = await ask(host, { id: 'bitbucket', audience });
  expect(outcome).toMatchObject({
    claims: { repositoryUuid: '{5b7e6f6d-0000-4000-8000-000000000002}' },
  });
  expect(host.sent).toEqual([]);
});

test('a step with oidc: true is told both ways: what to write there, and what rule would do', async () => {
  const outcome = await ask(await step('true'), { id: 'bitbucket' });
  expect(outcome).toEqual(
    refusal(
      /no identity token for "https:\/\/api.anthropic.com": BITBUCKET_STEP_OIDC_TOKEN is for "ari:/,
      /oidc:\n {2}audiences:\n {4}- https:\/\/api.anthropic.com\nor leave .* rule to exactly ari:cloud:bitbucket::workspace\/7d3e3c7a\S+ and .*--audience ari:/,
    ),
  );
});

const YAML = /bitbucket-pipelines.yml:\noidc:\n {2}audiences:\n {4}- https:\/\/api.anthropic.com/;

test.each([
  ['E52: without oidc', 'none', /BITBUCKET_STEP_OIDC_TOKEN is not set/, YAML],
  ['E50: with an empty token', 'empty', /BITBUCKET_STEP_OIDC_TOKEN is empty/, YAML],
  ['with something else', 'page', /BITBUCKET_STEP_OIDC_TOKEN does not hold a JWT/, YAML],
  ['with a token for nobody', 'nobody', /is for nobody/, YAML],
])('a step %s is told what to write', async (_, author, says, hints) => {
  expect(await ask(await step(author), { id: 'bitbucket' })).toEqual(refusal(says, hints));
});

test.each<[string, Env, object]>([
  [
    'elsewhere',
    { CI: 'true' },
    { state: 'absent', lookedFor: ['BITBUCKET_BUILD_NUMBER', 'BITBUCKET_STEP_OIDC_TOKEN'] },
  ],
  [
    'E53: of a step without its token',
    { BITBUCKET_BUILD_NUMBER: '7' },
    { state: 'broken', evidence: ['BITBUCKET_BUILD_NUMBER'] },
  ],
  [
    'E53: of a token that was handed to a container alone',
    { BITBUCKET_STEP_OIDC_TOKEN: 'a.b.c' },
    { state: 'present', evidence: ['BITBUCKET_STEP_OIDC_TOKEN'] },
  ],
])('detection %s', async (_, env, detection) => {
  expect(await bitbucket.detect(fakeHost({ env }), {})).toMatchObject(detection);
});
