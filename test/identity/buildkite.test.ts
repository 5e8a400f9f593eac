import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { buildkite } from '../../src/identity/buildkite.js';
import { runChild } from '../../src/node/child.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { ask, PLATFORM, pathWith, refusal, told, unhurried } from './asking.js';

const plain = pathWithAgent('');

function pathWithAgent(behaviour: string) {
  return () => pathWith('buildkite-agent', 'buildkite-agent', behaviour);
}

async function job(failure: string | undefined, path: () => Env = plain) {
  const api = await startStandin('buildkite', ...(failure ? [failure] : []));
  const env = { ...api.ready, ...path() };
  return { api, host: fakeHost({ env, child: runChild, sleep: unhurried }) };
}

test('the agent’s own program is asked, for the audience', async () => {
  const { api, host } = await job(undefined);
  expect(await ask(host, { id: 'buildkite' })).toMatchObject({
    claims: { aud: PLATFORM, organization_slug: 'acme' },
  });
  expect(api.heard).toMatchObject([
    { path: '/v3/jobs/0184990a-477b-4fa8-9968-496074483cee/oidc/tokens', status: 200 },
  ]);
});

test('a lifetime is handed on', async () => {
  const { host } = await job(undefined);
  const outcome = await ask(host, { id: 'buildkite', settings: { lifetime: '120' } });
  const { exp, iat } = 'claims' in outcome ? outcome.claims : {};
  expect(Number(exp) - Number(iat)).toBe(120);
});

test('no shell reads the audience', async () => {
  const { host } = await job(undefined);
  const audience = '"; echo $(id) `id` \'';
  expect(await ask(host, { id: 'buildkite', audience })).toMatchObject({
    claims: { aud: audience },
  });
});

test.each([
  [
    'is over',
    'over',
    plain,
    /agent failed \(exit code 1\): the job is not known/,
    /inside the job/,
  ],
  ['may not have so long a one', 'too-long', plain, /does not make such a token/, /lifetime=300/],
  [
    'meets trouble at Buildkite',
    'broken',
    plain,
    /buildkite-agent failed \(exit code 1\)$/,
    /by hand .*: buildkite-agent oidc/,
  ],
  [
    'gets one for another audience',
    'other-audience',
    plain,
    /made a token for the audience "https:\/\/buildkite/,
    /--audience/,
  ],
  [
    'has no Job API',
    undefined,
    pathWithAgent('no-job-api'),
    /cannot reach the Job API/,
    /SKIP_TOKEN_REDACTION=true/,
  ],
  [
    'has an agent that talks',
    undefined,
    pathWithAgent('talks'),
    /something other than one JWT/,
    /by hand/,
  ],
  [
    'has no agent',
    undefined,
    () => ({ PATH: '/nowhere' }),
    /no such program/,
    /mount-buildkite-agent: true/,
  ],
])('a job that %s is told so, with the way out', async (...row) => {
  const [_, failure, path, says, hints] = row;
  const { host } = await job(failure, path);
  expect(await ask(host, { id: 'buildkite' })).toEqual(refusal(says, hints));
});

test('a token that is not this agent’s is refused by name', async () => {
  const { host } = await job(undefined, () => ({
    ...plain(),
    BUILDKITE_AGENT_ACCESS_TOKEN: 'old',
  }));
  expect(await ask(host, { id: 'buildkite' })).toEqual(
    refusal(/not known to Buildkite, or is over/, /inside the job/),
  );
});

test('E32: what the program says in its trouble stays out of the message', async () => {
  const { host } = await job('broken');
  expect(told(await ask(host, { id: 'buildkite' }))).not.toContain('agent-access-token');
});

test('E55: a program that hangs is ended after ten seconds', async () => {
  const { api } = await job(undefined);
  const env = { ...api.ready, ...pathWithAgent('hangs')() };
  const host = fakeHost({ env, child: runChild });
  expect(await ask(host, { id: 'buildkite' })).toEqual(
    refusal(/took longer than 10 seconds/, /by hand/),
  );
  expect(host.slept).toEqual([10_000]);
});

test('a person who stops ant stops the program', async () => {
  const { api } = await job(undefined);
  const env = { ...api.ready, ...pathWithAgent('hangs')() };
  const interrupt = AbortSignal.abort('SIGINT');
  const host = fakeHost({ env, child: runChild, sleep: unhurried, interrupt });
  expect(await ask(host, { id: 'buildkite' })).toMatchObject({ error: { code: 'interrupted' } });
});

test.each(['0', '-5', '5m', '1e9'])(
  'a lifetime of %s is no number of seconds',
  async (lifetime) => {
    const { api } = await job(undefined);
    const host = fakeHost({ env: api.ready });
    expect(await ask(host, { id: 'buildkite', settings: { lifetime } })).toEqual(
      refusal(/not a number of seconds/, /lifetime=300/, 'usage'),
    );
  },
);

const JOB = { BUILDKITE: 'true', BUILDKITE_JOB_ID: 'j' };

test.each<[string, Env, object]>([
  ['elsewhere', { BUILDKITE_JOB_ID: 'j' }, { state: 'absent', lookedFor: ['BUILDKITE'] }],
  [
    'E53: with half of the variables',
    JOB,
    {
      state: 'broken',
      because: 'BUILDKITE_AGENT_ACCESS_TOKEN is not set',
      fix: expect.stringContaining('mount-buildkite-agent: true'),
    },
  ],
  [
    'E53: with neither',
    { BUILDKITE: 'true' },
    { because: 'BUILDKITE_JOB_ID and BUILDKITE_AGENT_ACCESS_TOKEN are not set' },
  ],
  ['in a job', { ...JOB, BUILDKITE_AGENT_ACCESS_TOKEN: 't' }, { state: 'present' }],
])('detection %s', async (_, env, detection) => {
  expect(await buildkite.detect(fakeHost({ env }), {})).toMatchObject(detection);
});

test('another job on the same agent is another witness', () => {
  const witness = (id: string) =>
    buildkite.witness(
      fakeHost({ env: { BUILDKITE_JOB_ID: id, BUILDKITE_AGENT_ACCESS_TOKEN: 't' } }),
    );
  expect(witness('a')).not.toBe(witness('b'));
});
