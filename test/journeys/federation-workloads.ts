import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { certificate } from '../support/servers.js';
import { startStandin } from '../support/standin.js';
import { tempDir } from '../support/temp.js';
import { IDS } from './federation-init-cases.js';

export const PLATFORM = 'https://api.anthropic.com';
/** One that the stand-in of an OAuth server knows, too. */
export const ELSEWHERE = 'api://default';

const { privateKey } = await generateKeyPair('ES256', { extractable: true });
/** What stand-ins sign with, and the sandbox knows the issuer by. */
export const KEY = { ...(await exportJWK(privateKey)), kid: 'standin', alg: 'ES256', use: 'sig' };

/** Whose identity is presented, and to whom. */
export type Asked = { readonly who: 'meant' | 'other'; readonly audience: string };

/** What is typed after `federation exchange`, and where. */
export type Presented = {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What a pod finds under `/var/run`. */
  readonly pod?: Readonly<Record<string, string>>;
};

export type Workload = {
  readonly title: string;
  readonly provider: 'kubernetes' | 'spiffe' | 'okta';
  /** What `init` is told, so that its rule is for `meant` alone. */
  readonly rule: readonly string[];
  /** Starts whoever is asked, and tells how one workload asks. */
  readonly settle: () => Promise<(asked: Asked) => Presented | Promise<Presented>>;
};

const settings = (told: Readonly<Record<string, string>>) =>
  Object.entries(told).flatMap(([name, value]) => ['--source-setting', `${name}=${value}`]);

/** A token that somebody else has made, and left where a workload reads it. */
function made({ iss, sub, audience }: Readonly<Record<'iss' | 'sub' | 'audience', string>>) {
  const token = new SignJWT({ iss, sub, aud: [audience], jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'standin' })
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('5m');
  return token.sign(privateKey);
}

function written(text: string): string {
  const path = join(tempDir(), 'token');
  writeFileSync(path, text);
  return path;
}

const CLUSTER = 'https://kubernetes.default.svc.cluster.local';
const NAMESPACES = { meant: 'shop', other: 'dev' };
const OWN = 'secrets/kubernetes.io/serviceaccount';

const POD = {
  provider: 'kubernetes',
  rule: ['--namespace', 'shop', '--service-account', 'app'],
} as const;

const podToken = ({ who, audience }: Asked) =>
  made({ iss: CLUSTER, sub: `system:serviceaccount:${NAMESPACES[who]}:app`, audience });

/** What the kubelet has put there, for the platform. */
const projected: Workload = {
  ...POD,
  title: 'the projected file of a pod',
  settle: async () => async (asked) => ({
    words: ['--profile', 'kubernetes'],
    pod: { 'secrets/anthropic.com/token': await podToken(asked) },
  }),
};

/** The cluster makes one on demand; the pod has its own, and the cluster's authority. */
const tokenRequest: Workload = {
  ...POD,
  title: 'the TokenRequest of a pod',
  settle: async () => {
    const extensions = 'subjectAltName=IP:127.0.0.1\nbasicConstraints=critical,CA:TRUE';
    const { cert, certPath, keyPath } = certificate({ name: 'kubernetes', extensions });
    const own = await made({
      iss: CLUSTER,
      sub: 'system:serviceaccount:shop:web',
      audience: CLUSTER,
    });
    const { port = '' } = (await startStandin('kubernetes', certPath, keyPath, own)).ready;
    return ({ who }) => ({
      words: ['--profile', 'kubernetes', ...settings({ service_account: 'app' })],
      env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: port },
      pod: {
        [`${OWN}/token`]: own,
        [`${OWN}/ca.crt`]: cert,
        [`${OWN}/namespace`]: NAMESPACES[who],
      },
    });
  },
};

const IDENTITIES = { meant: 'spiffe://acme.example/web', other: 'spiffe://acme.example/batch' };
const DOMAIN = {
  provider: 'spiffe',
  rule: ['--subject', IDENTITIES.meant, '--issuer-url', 'https://spire.acme.example'],
} as const;

const svid = ({ who, audience }: Asked) =>
  made({ iss: 'https://spire.acme.example', sub: IDENTITIES[who], audience });

const agent: Workload = {
  ...DOMAIN,
  title: 'a SPIFFE agent on its socket',
  settle: async () => {
    const socket = join(tempDir(), 'agent.sock');
    await startStandin('spiffe-agent', `unix:${socket}`);
    return ({ who }) => ({
      words: ['--profile', 'spiffe', ...settings({ spiffe_id: IDENTITIES[who] })],
      env: { SPIFFE_ENDPOINT_SOCKET: `unix://${socket}` },
    });
  },
};

const helper: Workload = {
  ...DOMAIN,
  title: 'the file of spiffe-helper',
  settle: async () => async (asked) => ({
    words: ['--profile', 'spiffe', ...settings({ token_file: written(await svid(asked)) })],
  }),
};

const program: Workload = {
  ...DOMAIN,
  title: 'a command',
  settle:
    async () =>
    ({ who, audience }) => {
      const script = join(import.meta.dirname, '../standins/token-command.mjs');
      const claims = [audience, IDENTITIES[who], 'https://spire.acme.example'];
      const command = JSON.stringify([process.execPath, script, 'line', ...claims]);
      return {
        words: ['--profile', 'spiffe', '--source', 'command', ...settings({ command })],
        env: { STANDIN_KEY: JSON.stringify(KEY) },
      };
    },
};

const file: Workload = {
  ...DOMAIN,
  title: 'a file',
  settle: async () => async (asked) => ({
    words: ['--profile', 'spiffe', '--identity-token-file', written(await svid(asked))],
  }),
};

const variable: Workload = {
  ...DOMAIN,
  title: 'a variable',
  settle: async () => async (asked) => ({
    words: IDS,
    env: { ANTHROPIC_IDENTITY_TOKEN: await svid(asked) },
  }),
};

const input: Workload = {
  ...DOMAIN,
  title: 'standard input',
  settle: async () => async (asked) => ({
    words: ['--profile', 'spiffe', '--identity-token-file', '-'],
    input: await svid(asked),
  }),
};

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const JWK = { ...RSA.publicKey.export({ format: 'jwk' }), kid: 'mine', use: 'sig' };

export const OKTA = 'https://acme.okta.com/oauth2/default';
const CLIENT = { provider: 'okta', rule: ['--subject', 'ci-key', '--issuer-url', OKTA] } as const;

/** The client that has a key, and the one that has a secret. */
function clientSettings(who: Asked['who'], url: string): Readonly<Record<string, string>> {
  const server = { token_url: url, scope: 'anthropic.access' };
  if (who === 'other') {
    return { ...server, client_id: 'ci secret', client_secret_file: written('a+b c%') };
  }
  const key = RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { ...server, client_id: 'ci-key', key_id: 'mine', private_key_file: written(key) };
}

const authorizationServer = async (...failure: readonly string[]) =>
  (await startStandin('oidc-server', JSON.stringify(JWK), ...failure)).ready.url ?? '';

/** Whom its tokens are for is set in the server: another audience is another server. */
const okta: Workload = {
  ...CLIENT,
  title: 'a service app of Okta',
  settle: async () => {
    const [own, other] = await Promise.all([
      authorizationServer(),
      authorizationServer('other-audience'),
    ]);
    return ({ who, audience }) => ({
      words: [
        ...['--profile', 'okta', '--source', 'okta'],
        ...settings(clientSettings(who, audience === PLATFORM ? own : other)),
      ],
    });
  },
};

const client: Workload = {
  ...CLIENT,
  title: 'a client of an OIDC server',
  settle: async () => {
    const url = await authorizationServer();
    return ({ who }) => ({
      words: [
        ...['--profile', 'okta', '--source', 'oidc-client-credentials'],
        ...settings(clientSettings(who, url)),
      ],
    });
  },
};

export const PODS = [projected, tokenRequest];
export const WORKLOADS = [agent, helper, okta, client, program, file, variable, input];
