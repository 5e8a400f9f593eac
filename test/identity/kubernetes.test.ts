import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ambientSource, detectAll } from '../../src/identity/detect.js';
import { kubernetes } from '../../src/identity/kubernetes.js';
import { createSigningKey, signIdentityToken } from '../../src/jwt/sign.js';
import { realFiles } from '../../src/node/files.js';
import { fakeHost } from '../support/host.js';
import { needs, onPath } from '../support/require.js';
import { certificate } from '../support/servers.js';
import { askingHost, startStandin } from '../support/standin.js';
import { tempDir } from '../support/temp.js';
import { ask, PLATFORM, refusal, told } from './asking.js';

const FILE = '/var/run/secrets/anthropic.com/token';
const OWN = '/var/run/secrets/kubernetes.io/serviceaccount';
const key = await createSigningKey('ES256');

async function token(aud: string | readonly string[], jti = 'one'): Promise<string> {
  const claims = {
    iss: 'https://cluster.example',
    sub: 'system:serviceaccount:shop:web',
    aud,
    jti,
  };
  return (await signIdentityToken({ claims, key })).reveal();
}

const podToken = await token(['https://kubernetes.default.svc']);
const platformToken = await token([PLATFORM]);

describe('the projected file', () => {
  test('is presented as it lies there', async () => {
    const host = fakeHost({ disk: { [FILE]: `${platformToken}\n` } });
    expect(await ask(host, { id: 'kubernetes' })).toMatchObject({
      claims: { aud: [PLATFORM], sub: 'system:serviceaccount:shop:web' },
    });
    expect(ambientSource(await detectAll(host))?.source.id).toBe('kubernetes');
  });

  test('E50: is read again after the kubelet has swapped its link', async () => {
    const mount = tempDir();
    const publish = async (version: string) => {
      mkdirSync(join(mount, version));
      writeFileSync(join(mount, version, 'token'), await token([PLATFORM], version));
      symlinkSync(version, join(mount, '..data_tmp'));
      renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
    };
    await publish('..first');
    symlinkSync('..data/token', join(mount, 'token'));
    const host = fakeHost({ files: realFiles({}) });
    const asking = { id: 'kubernetes', settings: { token_file: join(mount, 'token') } } as const;
    expect(await ask(host, asking)).toMatchObject({ claims: { jti: '..first' } });
    await publish('..second');
    expect(await ask(host, asking)).toMatchObject({ claims: { jti: '..second' } });
  });

  test.each([
    ['is empty', '', /anthropic\.com\/token is empty/],
    ['holds something else', '{"token":"x"}', /anthropic\.com\/token does not hold a JWT/],
  ])('E50: that %s is named, with the volume', async (_, text, says) => {
    const host = fakeHost({ disk: { [FILE]: text } });
    expect(await ask(host, { id: 'kubernetes' })).toEqual(
      refusal(says, /serviceAccountToken:\n +audience: https:\/\/api\.anthropic\.com/),
    );
  });

  test('E50: that was named and is not there is not passed over', async () => {
    const host = fakeHost({ disk: { [FILE]: platformToken } });
    const settings = { token_file: '/elsewhere/token' };
    expect(await ask(host, { id: 'kubernetes', settings })).toEqual(
      refusal(/\/elsewhere\/token is no file that can be read/, /projected:/),
    );
  });

  test('E43: for another audience is refused by its name: an IRSA token is for AWS', async () => {
    const path = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';
    const host = fakeHost({ disk: { [path]: await token(['sts.amazonaws.com']) } });
    const outcome = await ask(host, { id: 'kubernetes', settings: { token_file: path } });
    expect(outcome).toEqual(
      refusal(
        /no identity token for "https:\/\/api\.anthropic\.com": .*\/token is for "sts\.amazonaws\.com"/,
        /audience: https:\/\/api\.anthropic\.com/,
      ),
    );
  });
});

describe('a pod that has only the cluster’s own token', () => {
  const host = () =>
    fakeHost({
      env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' },
      disk: { [`${OWN}/token`]: podToken },
    });

  test('is told of the volume, and the token is not presented', async () => {
    const outcome = await ask(host(), { id: 'kubernetes' });
    expect(outcome).toEqual(
      refusal(/only the token that is for the cluster itself/, /expirationSeconds: 3600/),
    );
    expect(told(outcome)).not.toContain(podToken);
  });

  test('E53: is not in the way of another identity that it has', async () => {
    const detected = await detectAll(host());
    expect(detected.find(({ source }) => source.id === 'kubernetes')?.detection.state).toBe(
      'broken',
    );
    expect(ambientSource(detected)).toBeUndefined();
  });
});

test('elsewhere nothing is found, and what was looked for is listed', async () => {
  expect(await kubernetes.detect(fakeHost(), {})).toEqual({
    state: 'absent',
    lookedFor: [FILE, `${OWN}/token`],
  });
});

describe.runIf(needs('openssl', () => onPath('openssl')))('the cluster', () => {
  const LEAF = 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE';
  const CA = 'basicConstraints=critical,CA:TRUE';

  async function pod(failure?: string, changed: { readonly ca?: string; token?: string } = {}) {
    const authority = certificate({ name: 'kubernetes', extensions: CA });
    const leaf = certificate({ name: 'apiserver', extensions: LEAF, by: authority });
    const words = [leaf.certPath, leaf.keyPath, podToken, ...(failure ? [failure] : [])];
    const cluster = await startStandin('kubernetes', ...words);
    const env = {
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: cluster.ready.port,
      KUBERNETES_SERVICE_PORT_HTTPS: cluster.ready.port,
    };
    const disk = {
      [`${OWN}/token`]: changed.token ?? podToken,
      [`${OWN}/ca.crt`]: changed.ca ?? readFileSync(authority.certPath, 'utf8'),
      [`${OWN}/namespace`]: 'shop',
    };
    return { cluster, host: askingHost(env, { disk }) };
  }

  const asking = { id: 'kubernetes', settings: { service_account: 'app' } } as const;

  test('makes a token of the named account for the audience', async () => {
    const { cluster, host } = await pod();
    expect(await ask(host, asking)).toMatchObject({
      claims: { aud: [PLATFORM], sub: 'system:serviceaccount:shop:app' },
    });
    const path = '/api/v1/namespaces/shop/serviceaccounts/app/token';
    await expect.poll(() => cluster.heard).toEqual([{ method: 'POST', path, status: 201 }]);
  });

  test('is asked again when it was busy', async () => {
    const { host } = await pod('busy');
    expect(await ask(host, asking)).toHaveProperty('claims');
    expect(host.slept).toEqual([2000]);
  });

  test.each([
    [
      'forbids it',
      'rbac',
      'app',
      /403: this pod may not ask for tokens of shop\/app/,
      /kind: Role\n/,
    ],
    [
      'knows no such account',
      undefined,
      'ghost',
      /404: there is no .* shop\/ghost/,
      /kubectl create/,
    ],
    ['heeds no audience', 'own-audience', 'app', /audience "https:\/\/kubernetes\./, /--audience/],
    ['answers without a token', 'no-status', 'app', /without a JWT in "token"/, /protocol/],
    ['fails', 'echo', 'app', /answered 500/, /federation detect/],
  ])('that %s is named, with the way out', async (_, failure, account, says, hints) => {
    const { host } = await pod(failure);
    const settings = { service_account: account };
    const outcome = await ask(host, { id: 'kubernetes', settings });
    expect(outcome).toEqual(refusal(says, hints));
    expect(told(outcome)).not.toContain(podToken);
  });

  test('that forbids it is granted by the exact role, to this pod’s own account', async () => {
    const { host } = await pod('rbac');
    const said = told(await ask(host, asking));
    expect(said).toContain('resourceNames: ["app"]\n  verbs: ["create"]');
    expect(said).toContain('- kind: ServiceAccount\n  name: web\n  namespace: shop');
  });

  test('that does not know the pod’s token says so', async () => {
    const { host } = await pod(undefined, { token: await token('x') });
    expect(await ask(host, asking)).toEqual(refusal(/401: the pod’s own token/, /has expired/));
  });

  test('E28: is not sent the pod’s token when another authority vouches for it', async () => {
    const other = certificate({ name: 'other', extensions: CA });
    const { cluster, host } = await pod(undefined, { ca: other.cert });
    const outcome = await ask(host, asking);
    expect(outcome).toMatchObject({ error: { code: 'network' } });
    expect(cluster.heard).toEqual([]);
  });
});

test.each([
  ['../../secrets/x', /is no name of a service account/, /without the namespace/],
  ['app', /KUBERNETES_SERVICE_HOST is missing/, /automountServiceAccountToken/],
])('the account %s is not asked for where that cannot work', async (account, says, hints) => {
  const outcome = await ask(fakeHost(), {
    id: 'kubernetes',
    settings: { service_account: account },
  });
  expect(outcome).toEqual(refusal(says, hints));
});

test('a cluster that has only IPv6 is asked there', async () => {
  const host = fakeHost({
    env: { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' },
    disk: { [`${OWN}/token`]: podToken, [`${OWN}/ca.crt`]: 'PEM', [`${OWN}/namespace`]: 'shop' },
    http: async () => ({
      status: 201,
      headers: {},
      body: JSON.stringify({ status: { token: platformToken } }),
    }),
  });
  const settings = { service_account: 'app' };
  expect(await ask(host, { id: 'kubernetes', settings })).toHaveProperty('claims');
  expect(host.sent).toMatchObject([
    { url: 'https://[fd00::1]:6443/api/v1/namespaces/shop/serviceaccounts/app/token', ca: 'PEM' },
  ]);
});
