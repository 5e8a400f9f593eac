import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/host.js';
import { ambientSource, detectAll } from '../../src/identity/detect.js';
import { spiffe } from '../../src/identity/spiffe/source.js';
import { createSigningKey, signIdentityToken } from '../../src/jwt/sign.js';
import { realFiles } from '../../src/node/files.js';
import { callGrpc } from '../../src/node/grpc.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { tempDir } from '../support/temp.js';
import { ask, PLATFORM, refusal, told } from './asking.js';

const seconds = () => Math.floor(Date.now() / 1000);

function machine(
  env: Host['env'],
  call: Host['grpc']['call'] = (one) => callGrpc(one, neverStopped),
) {
  return fakeHost({ env, files: realFiles({}), now: seconds, grpc: { call } });
}

const neverStopped = new AbortController().signal;

async function node(failure?: string) {
  const socket = join(tempDir(), 'agent.sock');
  const agent = await startStandin('spiffe-agent', `unix:${socket}`, ...(failure ? [failure] : []));
  return { agent, host: machine({ SPIFFE_ENDPOINT_SOCKET: `unix://${socket}` }) };
}

describe('an agent', () => {
  test('on a socket gives an SVID for the audience', async () => {
    const { agent, host } = await node();
    expect(await ask(host, { id: 'spiffe' })).toMatchObject({
      claims: { aud: [PLATFORM], sub: 'spiffe://acme.example/web' },
    });
    await expect.poll(() => agent.heard).toEqual([{ code: 0, audience: [PLATFORM] }]);
    expect(ambientSource(await detectAll(host))?.source.id).toBe('spiffe');
  });

  test('on a loopback port gives one too, through no proxy', async () => {
    const agent = await startStandin('spiffe-agent', '127.0.0.1:0');
    const host = machine({ SPIFFE_ENDPOINT_SOCKET: `tcp://127.0.0.1:${agent.ready.port}` });
    const before = process.env.http_proxy;
    process.env.http_proxy = 'http://127.0.0.1:9';
    const outcome = await ask(host, { id: 'spiffe' }).finally(() => {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    });
    expect(outcome).toHaveProperty('claims');
  });

  test('of a workload with several identities gives the one that is named', async () => {
    const { host } = await node();
    const settings = { spiffe_id: 'spiffe://acme.example/batch' };
    expect(await ask(host, { id: 'spiffe', settings })).toMatchObject({
      claims: { sub: settings.spiffe_id },
    });
  });

  test.each(['starting', 'soon-registered'])('that is %s is asked again', async (failure) => {
    const { agent, host } = await node(failure);
    expect(await ask(host, { id: 'spiffe' })).toHaveProperty('claims');
    expect(host.slept).toEqual([250, 500]);
    await expect.poll(() => agent.heard).toHaveLength(3);
  });

  test.each([
    [
      'knows no entry',
      'unregistered',
      /has no identity for this workload/,
      /spire-server entry create/,
    ],
    ['is down', 'down', /unix:.*agent\.sock is not ready, or not there/, /healthcheck/],
    ['makes no JWT-SVIDs', 'unimplemented', /makes no JWT-SVIDs/, /use an agent/],
    ['breaks', 'broken', /gRPC status 13/, /log/],
    ['gives nothing', 'none', /gave no JWT-SVID for "https:/, /entry create/],
    ['gives no JWT', 'no-jwt', /gave something other than a JWT/, /./],
    ['gives an old one', 'expired', /that the agent gave has expired/, /what time/],
    ['heeds no audience', 'other-audience', /audience "spire-server"/, /--audience/],
  ])('that %s is named, with the way out', async (_, failure, says, hints) => {
    const { host } = await node(failure);
    const outcome = await ask(host, { id: 'spiffe' });
    expect(outcome).toEqual(refusal(says, hints));
    expect(told(outcome)).not.toContain('eyJ');
  });

  test('that hangs is not waited for', async () => {
    const { host } = await node('hangs');
    const impatient = machine(host.env, (one) => callGrpc({ ...one, limit: 300 }, neverStopped));
    expect(await ask(impatient, { id: 'spiffe' })).toEqual(
      refusal(/does not answer/, /healthcheck/),
    );
  });

  test('refuses whoever does not send the header that only a workload sends', async () => {
    const { agent, host } = await node();
    const bare = machine(host.env, (one) => callGrpc({ ...one, metadata: {} }, neverStopped));
    expect(await ask(bare, { id: 'spiffe' })).toEqual(refusal(/does not accept the request/, /./));
    await expect.poll(() => agent.heard).toMatchObject([{ code: 3 }]);
  });

  test('that does not know the identity that is named says so', async () => {
    const { host } = await node();
    const settings = { spiffe_id: 'spiffe://acme.example/other' };
    expect(await ask(host, { id: 'spiffe', settings })).toEqual(
      refusal(/gave no JWT-SVID of spiffe:\/\/acme\.example\/other/, /entry create/),
    );
  });

  test('is left when we are asked to stop', async () => {
    const { host } = await node('hangs');
    const stop = new AbortController();
    const asked = ask(
      machine(host.env, (one) => callGrpc(one, stop.signal)),
      { id: 'spiffe' },
    );
    stop.abort();
    expect(await asked).toMatchObject({ error: { code: 'interrupted' } });
  });
});

test('a socket that is not there is named before anybody is asked', async () => {
  const host = fakeHost({ env: { SPIFFE_ENDPOINT_SOCKET: 'unix:///run/spire/agent.sock' } });
  expect(await ask(host, { id: 'spiffe' })).toEqual(
    refusal(/there is no socket at \/run\/spire\/agent\.sock/, /mount its socket/),
  );
});

test('a place that cannot be looked at is not called empty', async () => {
  const file = join(tempDir(), 'agent');
  writeFileSync(file, '');
  expect(
    await ask(machine({ SPIFFE_ENDPOINT_SOCKET: `unix://${file}/a.sock` }), { id: 'spiffe' }),
  ).toEqual(
    refusal(
      /could not read .*a\.sock: a part of the path is not a directory/,
      /let this user reach it/,
    ),
  );
});

test('a directory is no socket', async () => {
  const env = { SPIFFE_ENDPOINT_SOCKET: `unix://${tempDir()}` };
  expect(await ask(machine(env), { id: 'spiffe' })).toEqual(
    refusal(/there is no socket at/, /mount its socket/),
  );
});

test.each([
  'unix://run/agent.sock',
  'unix:///',
  'unix:///run/agent.sock?x=1',
  'tcp://127.0.0.1',
  'tcp://127.0.0.1:8000/foo',
  'tcp://localhost:8000',
  'tcp://10.0.0.1:8000',
  'tcp://user:pass@127.0.0.1:8000',
  'https://127.0.0.1:8000',
  '/run/agent.sock',
])('E51: %s is no local Workload API, and nobody is asked', async (text) => {
  const host = fakeHost({ env: { SPIFFE_ENDPOINT_SOCKET: text } });
  expect(await ask(host, { id: 'spiffe' })).toEqual(
    refusal(/SPIFFE_ENDPOINT_SOCKET names no local Workload API/, /unix:\/\/\/PATH/),
  );
});

test('without the variable nothing is found', async () => {
  expect(await spiffe.detect(fakeHost(), {})).toEqual({
    state: 'absent',
    lookedFor: ['SPIFFE_ENDPOINT_SOCKET'],
  });
});

describe('the file of spiffe-helper', () => {
  const file = async (text: string) => {
    const path = join(tempDir(), 'anthropic.jwt');
    writeFileSync(path, text);
    return ask(machine({}), { id: 'spiffe', settings: { token_file: path } });
  };
  const svid = async (aud: string, exp: number) => {
    const key = await createSigningKey('ES256');
    const claims = {
      iss: 'https://spire.acme.example',
      sub: 'spiffe://acme.example/web',
      aud,
      exp,
    };
    return (await signIdentityToken({ claims, key })).reveal();
  };

  test('is presented', async () => {
    expect(await file(await svid(PLATFORM, seconds() + 60))).toMatchObject({
      claims: { sub: 'spiffe://acme.example/web' },
    });
  });

  test.each([
    ['is empty', async () => '', /anthropic\.jwt is empty/, /jwt_svids = \[/],
    ['holds a certificate', async () => '-----BEGIN', /does not hold a JWT/, /jwt_svids/],
    [
      'is not renewed',
      () => svid(PLATFORM, seconds() - 60),
      /anthropic\.jwt has expired/,
      /spiffe-helper runs/,
    ],
    [
      'is for another',
      () => svid('x', seconds() + 60),
      /anthropic\.jwt is for "x"/,
      /jwt_audience = "https:\/\/api\.anth/,
    ],
  ])('E50: that %s is named, with the way out', async (_, text, says, hints) => {
    expect(await file(await text())).toEqual(refusal(says, hints));
  });

  test('that is not there is named', async () => {
    const settings = { token_file: '/run/none.jwt' };
    expect(await ask(fakeHost(), { id: 'spiffe', settings })).toEqual(
      refusal(/\/run\/none\.jwt is no file/, /jwt_svid_file_name/),
    );
  });
});
