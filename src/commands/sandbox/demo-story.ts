import { AntError } from '../../errors.js';
import { readJsonObject } from '../../json.js';
import { approveLogin } from './demo-browser.js';
import { play, type Stage } from './demo-stage.js';

const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';
const RULE = 'fdrl_01SandboxGithubActions';
const MAIN_BRANCH = 'repo:acme/api:ref:refs/heads/main';
const PULL_REQUEST = 'repo:acme/api:pull_request';

/** The login waits on `port`; the consent page is opened and approved as a person would. */
export async function signIn(stage: Stage, port: number): Promise<void> {
  const { host, origin, tell } = stage;
  tell('');
  tell(
    '2. Sign in. The login prints an address; the demo opens it, presses Approve on the consent',
  );
  tell('   page, and the page sends the browser back to the waiting login (OAuth with PKCE).');
  let approving: Promise<void> | undefined;
  await play(stage, {
    words: ['auth', 'login', '--no-browser', '--callback-port', `${port}`, '--store', 'file'],
    onErrorLine: (line) => {
      const url = /https?:\/\/\S+\/oauth\/authorize\?\S+/.exec(line)?.[0];
      if (url === undefined || approving !== undefined) return;
      approving = approveLogin(host, { url, sandboxOrigin: origin });
      // It is waited for below; until then a failure of it is not an unhandled one.
      approving.catch(() => undefined);
    },
  });
  await approving;
}

export async function callApi(stage: Stage): Promise<void> {
  const { host, origin, tell } = stage;
  tell('');
  tell('3. Use it. Any program can ask for the token; here it goes into one call to the API.');
  const { out } = await play(stage, {
    words: ['auth', 'print-credentials', '--access-token'],
    secret: true,
  });
  const response = await host.http({
    method: 'POST',
    url: `${origin}/v1/messages`,
    headers: {
      authorization: `Bearer ${out.trim()}`,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'oauth-2025-04-20',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      model: 'claude-sonnet-4-5',
      max_tokens: 64,
      messages: [{ role: 'user', content: 'Hello' }],
    }),
  });
  if (response.status !== 200) {
    throw new AntError('check-failed', `the demo: the API answered ${response.status}, not 200`);
  }
  const id = readJsonObject(response.body)?.id;
  tell(`  POST /v1/messages answered 200 (message ${typeof id === 'string' ? id : '?'})`);
}

export async function identity(stage: Stage): Promise<void> {
  stage.tell('');
  stage.tell('4. Who am I, and why? The winner first, then every candidate with its standing.');
  await play(stage, { words: ['whoami', '--verify'] });
}

export async function exchange(stage: Stage): Promise<void> {
  stage.tell('');
  stage.tell('5. Now as a machine: a job on GitHub Actions has an identity token that says which');
  stage.tell(
    '   repository and branch it runs for. The sandbox mints one of that shape; a federation',
  );
  stage.tell(
    '   rule accepts exactly that branch, so it buys an access token. No secret is involved.',
  );
  await playExchange(stage, { subject: MAIN_BRANCH, ends: 0 });
}

export async function denial(stage: Stage): Promise<void> {
  const { tell } = stage;
  tell('');
  tell(
    '6. The same from a pull request. The platform refuses and, on purpose, does not say why...',
  );
  await playExchange(stage, { subject: PULL_REQUEST, ends: 4 });
  tell('');
  tell('   ...but the authentication history does: the subject is not the one the rule demands.');
  await play(stage, { words: ['sandbox', 'history', '--port', `${stage.port}`] });
}

export async function goodbye(stage: Stage): Promise<void> {
  stage.tell('');
  stage.tell('7. Sign out: the tokens are deleted, and whoami has nobody to name (exit code 3).');
  await play(stage, { words: ['auth', 'logout'] });
  await play(stage, { words: ['whoami'], ends: 3 });
}

type Attempt = { readonly subject: string; readonly ends: number };

async function playExchange(stage: Stage, { subject, ends }: Attempt): Promise<void> {
  const { out } = await play(stage, {
    words: [
      'sandbox',
      'mint',
      '--issuer',
      'github-actions',
      '--sub',
      subject,
      '--port',
      `${stage.port}`,
    ],
    secret: true,
  });
  await play(stage, {
    words: [
      ...['federation', 'exchange', '--identity-token-file', '-'],
      ...['--federation-rule', RULE, '--organization-id', ORGANIZATION],
    ],
    input: out,
    ends,
  });
}
