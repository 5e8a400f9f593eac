import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import type { SourceOrigin } from '../../src/identity/origin.js';
import { webIdentityToken } from '../../src/node/aws.js';
import { realFiles } from '../../src/node/files.js';
import { send } from '../../src/node/http.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { tempDir } from '../support/temp.js';

export const AUDIENCE = 'https://api.anthropic.com';
export const ROLE = 'arn:aws:iam::123456789012:role/ci';

export const origin = (settings: SourceOrigin['settings'] = {}): SourceOrigin => ({
  kind: 'source',
  id: 'aws',
  audience: AUDIENCE,
  settings,
  from: '--source',
});

/** The SDK looks at the real process. */
export function setReal(env: Env) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

let home: string;

/** For each test: a process in which nothing speaks of AWS, and an empty home directory. */
export function bareProcess() {
  beforeEach(() => {
    for (const name of Object.keys(process.env)) {
      if (/^(AWS_|https?_proxy|no_proxy|all_proxy)/i.test(name)) vi.stubEnv(name, undefined);
    }
    home = tempDir();
    setReal({ HOME: home });
  });
  afterEach(() => vi.unstubAllEnvs());
}

export type Started = Awaited<ReturnType<typeof startStandin>>;

export const keys = ({ ready }: Started): Env => ({
  AWS_ACCESS_KEY_ID: ready.id,
  AWS_SECRET_ACCESS_KEY: ready.secret,
  AWS_SESSION_TOKEN: ready.session,
});

/** Asks with the real SDK, over real sockets, in an environment of the test's making. */
export async function askStandin(
  failure = '',
  envOf: (standin: Started) => Env = keys,
  settings: SourceOrigin['settings'] = {},
) {
  const standin = await startStandin('aws', failure);
  const { url } = standin.ready;
  const env = {
    HOME: home,
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_STS: url,
    ...envOf(standin),
  };
  setReal(env);
  const interrupt = new AbortController().signal;
  const host = fakeHost({
    env,
    files: realFiles({}),
    aws: {
      webIdentityToken: (request) =>
        webIdentityToken((each) => send(each, { env, interrupt, limit: 5_000 }), request),
    },
  });
  const asked = askSource(host, origin(settings));
  const error = await asked.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return { standin, host, asked, error };
}

export function write(name: string, text: string): string {
  const path = join(home, name);
  writeFileSync(path, text);
  return path;
}

export function profileWithKeys({ ready }: Started): Env {
  const text = `[work]\naws_access_key_id = ${ready.id}\naws_secret_access_key = ${ready.secret}\naws_session_token = ${ready.session}\n`;
  return { AWS_SHARED_CREDENTIALS_FILE: write('credentials', text), AWS_PROFILE: 'work' };
}

export function singleSignOn({ ready }: Started, expiresAt: string): Env {
  const config = `[profile work]
region = eu-central-1
sso_session = acme
sso_account_id = 123456789012
sso_role_name = ci
[sso-session acme]
sso_start_url = https://acme.example/start
sso_region = eu-central-1
`;
  mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
  const cached = createHash('sha1').update('acme').digest('hex');
  writeFileSync(
    join(home, `.aws/sso/cache/${cached}.json`),
    JSON.stringify({ accessToken: 'portal-token', expiresAt }),
  );
  return {
    AWS_CONFIG_FILE: write('config', config),
    AWS_PROFILE: 'work',
    AWS_REGION: undefined,
    AWS_ENDPOINT_URL_SSO: ready.url,
  };
}
