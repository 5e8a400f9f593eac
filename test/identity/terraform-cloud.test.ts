import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { terraformCloud } from '../../src/identity/terraform-cloud.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { ask, refusal } from './asking.js';

const run = async (workspace: string) =>
  fakeHost({ env: (await startStandin('terraform-cloud', workspace)).ready });

test.each([
  ['under our tag', 'tagged', {}],
  ['without a tag', 'untagged', {}],
  ['under a tag of its own', 'own-tag', {}],
  ['under a tag that is said', 'own-tag', { tag: 'CLAUDE' }],
])('a run’s token is found %s', async (_, workspace, settings) => {
  const host = await run(workspace);
  expect(await ask(host, { id: 'terraform-cloud', settings })).toMatchObject({
    claims: { iss: 'https://app.terraform.io', terraform_run_phase: 'apply' },
  });
  expect(host.sent).toEqual([]);
});

test('of several for the same audience ours comes first', async () => {
  const host = await run('several');
  expect(await terraformCloud.detect(host, {})).toEqual({
    state: 'present',
    evidence: [
      'TFC_RUN_ID',
      'TFC_WORKLOAD_IDENTITY_TOKEN_ANTHROPIC',
      'TFC_WORKLOAD_IDENTITY_TOKEN',
      'TFC_WORKLOAD_IDENTITY_TOKEN_B',
    ],
  });
});

const OURS = /variable: TFC_WORKLOAD_IDENTITY_AUDIENCE_ANTHROPIC = https:\/\/api.anthropic.com$/;

test.each([
  ['E52: asks for none', 'none', {}, /TFC_WORKLOAD_IDENTITY_TOKEN is not set/, OURS],
  ['E50: got an empty one', 'empty', {}, /TFC_WORKLOAD_IDENTITY_TOKEN is empty/, OURS],
  [
    'asks for somebody else',
    'other-audience',
    {},
    /for "https:\/\/api.anthropic.com": TFC_WORKLOAD_IDENTITY_TOKEN is for "vault.workload/,
    OURS,
  ],
  [
    'has no such tag',
    'tagged',
    { tag: 'CLAUDE' },
    /TFC_WORKLOAD_IDENTITY_TOKEN_CLAUDE is not set/,
    /TFC_WORKLOAD_IDENTITY_AUDIENCE_CLAUDE = /,
  ],
])('a workspace that %s is told its variable', async (_, workspace, settings, says, hints) => {
  const outcome = await ask(await run(workspace), { id: 'terraform-cloud', settings });
  expect(outcome).toEqual(refusal(says, hints));
});

test('the token of another provider’s tag is not handed out when a tag is said', async () => {
  const host = await run('own-tag');
  const asked = {
    id: 'terraform-cloud',
    audience: 'vault.example',
    settings: { tag: 'CLAUDE' },
  } as const;
  expect(await ask(host, asked)).toEqual(
    refusal(/TOKEN_CLAUDE is for "https:\/\/api/, /AUDIENCE_CLAUDE = vault.example/),
  );
});

test.each<[string, Env, object]>([
  ['elsewhere', {}, { state: 'absent', lookedFor: ['TFC_RUN_ID', 'TFC_WORKLOAD_IDENTITY_TOKEN'] }],
  ['E53: of a run without a token', { TFC_RUN_ID: 'run-1' }, { state: 'broken' }],
  [
    'E53: of a token without a run, as an agent’s hook may see it',
    { TFC_WORKLOAD_IDENTITY_TOKEN: 'a.b.c' },
    { state: 'present', evidence: ['TFC_WORKLOAD_IDENTITY_TOKEN'] },
  ],
])('detection %s', async (_, env, detection) => {
  expect(await terraformCloud.detect(fakeHost({ env }), {})).toMatchObject(detection);
});
