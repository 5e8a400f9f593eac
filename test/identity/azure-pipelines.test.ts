import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { azurePipelines } from '../../src/identity/azure-pipelines.js';
import { fakeHost } from '../support/host.js';
import { askingHost, startStandin } from '../support/standin.js';
import { ask, refusal, told } from './asking.js';

const FIXED = 'api://AzureADTokenExchange';
const CONNECTION = '0f5e3c7a-0000-4000-8000-00000000000a';

async function askStandin({ failure = '', settings = {}, audience = FIXED, more = {} }) {
  const standin = await startStandin('azure-pipelines', failure);
  const host = askingHost({ ...standin.ready, ...more });
  const request_host = new URL(standin.ready.SYSTEM_OIDCREQUESTURI ?? '').host;
  const outcome = await ask(host, {
    id: 'azure-pipelines',
    audience,
    settings: { request_host, ...settings },
  });
  return { standin, host, outcome };
}

test('a job gets a token that speaks for its pipeline', async () => {
  const { outcome, standin } = await askStandin({});
  expect(outcome).toMatchObject({ claims: { aud: FIXED, sub: 'p://acme/web/deploy' } });
  await expect
    .poll(() => standin.heard)
    .toMatchObject([{ method: 'POST', query: '?api-version=7.1', status: 200 }]);
});

test('or for a service connection', async () => {
  const { outcome } = await askStandin({ settings: { service_connection: ` ${CONNECTION} ` } });
  expect(outcome).toMatchObject({ claims: { sub: 'sc://acme/web/anthropic' } });
});

test('whom it is for cannot be chosen: the rule is told to say the same', async () => {
  const { outcome } = await askStandin({ audience: 'https://api.anthropic.com' });
  expect(outcome).toEqual(
    refusal(
      /no identity token for "https:\/\/api.anthropic.com": each of its tokens is for "api:\/\/AzureADTokenExchange"/,
      /rule to exactly api:\/\/AzureADTokenExchange and ask for that: --audience api:\/\/AzureADTokenExchange/,
    ),
  );
});

test('a busy service is asked again when it says, and one that is unwell too', async () => {
  const busy = await askStandin({ failure: 'busy' });
  expect(busy.outcome).toHaveProperty('claims');
  expect(busy.host.slept).toEqual([5000]);
  expect((await askStandin({ failure: 'unwell' })).outcome).toHaveProperty('claims');
});

const OTHER_ID = { service_connection: '0f5e3c7a-0000-4000-8000-0000000000ff' };
const MAPPING = /env:\n {2}SYSTEM_ACCESSTOKEN: \$\(System.AccessToken\)/;

test.each([
  [
    'a token that is not the job’s',
    { more: { SYSTEM_ACCESSTOKEN: 'old' } },
    /answered 401: SYSTEM_ACCESSTOKEN is not accepted/,
    MAPPING,
  ],
  [
    'a connection that is not there',
    { settings: OTHER_ID },
    /answered 404: this stage may not use the service connection, or there is none/,
    /not its name/,
  ],
  [
    'a connection that no task of the stage names',
    { failure: 'stage-without-it', settings: { service_connection: CONNECTION } },
    /answered 403: this stage may not use/,
    /refer to it in a task of the same stage/,
  ],
  [
    'a job that may not',
    { failure: 'stage-without-it' },
    /answered 403: this job may not request/,
    MAPPING,
  ],
  [
    'an answer without a token',
    { failure: 'no-token' },
    /without a JWT in "oidcToken"/,
    /protocol/,
  ],
])('%s is named, with the way out', async (_, how, says, hints) => {
  expect((await askStandin(how)).outcome).toEqual(refusal(says, hints));
});

test('E32: a service that echoes the job’s token does not get it into a message', async () => {
  const { outcome } = await askStandin({ failure: 'echo' });
  expect(told(outcome)).not.toContain('system-access-token');
});

test('a service connection is told by its id, not its name', async () => {
  const { outcome, standin } = await askStandin({ settings: { service_connection: 'anthropic' } });
  expect(outcome).toEqual(refusal(/not the id of a service connection/, /not its name/, 'usage'));
  await expect.poll(() => standin.heard).toEqual([]);
});

const JOB = { TF_BUILD: 'True', SYSTEM_ACCESSTOKEN: 'bearer' };

test.each([
  ['https://evil.example/oidctoken'],
  ['https://dev.azure.com.evil.example/oidctoken'],
  ['https://evildev.azure.com/oidctoken'],
  ['http://dev.azure.com/oidctoken'],
  ['https://u:p@dev.azure.com/oidctoken'],
  ['http://127.0.0.1:1/oidctoken'],
])('E51: the job’s token is not sent to %s', async (uri) => {
  const host = fakeHost({ env: { ...JOB, SYSTEM_OIDCREQUESTURI: uri } });
  expect(await ask(host, { id: 'azure-pipelines' })).toMatchObject({
    error: { message: expect.stringMatching(/SYSTEM_OIDCREQUESTURI (points to|is not)/) },
  });
  expect(host.sent).toEqual([]);
});

test.each([
  ['https://dev.azure.com/acme/1/_apis/distributedtask/hubs/build/plans/2/jobs/3/oidctoken'],
  ['https://acme.visualstudio.com/1/_apis/distributedtask/hubs/build/plans/2/jobs/3/oidctoken'],
])('an organization is asked at its old and its new address: %s', async (uri) => {
  const host = fakeHost({
    env: { ...JOB, SYSTEM_OIDCREQUESTURI: uri },
    http: async () => ({ status: 404, headers: {}, body: '' }),
  });
  await ask(host, { id: 'azure-pipelines' });
  expect(host.sent.map(({ url }) => url)).toEqual([`${uri}?api-version=7.1`]);
});

test.each<[string, Env, object]>([
  ['elsewhere', {}, { state: 'absent', lookedFor: ['TF_BUILD'] }],
  [
    'E52, E53: where the step was not handed the token',
    { TF_BUILD: 'True', SYSTEM_OIDCREQUESTURI: 'https://dev.azure.com/x' },
    {
      state: 'broken',
      because: 'SYSTEM_ACCESSTOKEN is not set',
      fix: expect.stringMatching(MAPPING),
    },
  ],
  [
    'E53: where the pipeline left the macro as it is',
    {
      ...JOB,
      SYSTEM_OIDCREQUESTURI: 'https://dev.azure.com/acme/oidctoken',
      SYSTEM_ACCESSTOKEN: '$(System.AccessToken)',
    },
    { state: 'broken', because: 'SYSTEM_ACCESSTOKEN is not set' },
  ],
  [
    'E53: without an address',
    JOB,
    {
      because: 'SYSTEM_OIDCREQUESTURI is not set',
      fix: expect.stringContaining('-e TF_BUILD -e SYSTEM_OIDCREQUESTURI -e SYSTEM_ACCESSTOKEN '),
    },
  ],
  [
    'in a job',
    { ...JOB, SYSTEM_OIDCREQUESTURI: 'https://dev.azure.com/acme/oidctoken' },
    { state: 'present' },
  ],
])('detection %s', async (_, env, detection) => {
  expect(await azurePipelines.detect(fakeHost({ env }), {})).toMatchObject(detection);
});
