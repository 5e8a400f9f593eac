import { AntError } from '../errors.js';
import { authorizationCodeRequest } from '../protocol/authorization-code.js';
import { newProof } from '../protocol/pkce.js';
import { readTokenResponse, type TokenGrant } from '../protocol/token-response.js';
import type { Secret } from '../secret.js';
import type { Answer } from './answer.js';
import type { LoginHost, LoginRequest } from './login-request.js';
import type { LoginView } from './view.js';
import { type Attempt, unlessStopped, waitForAnswer } from './wait.js';

/**
 * Takes a person through the browser and back (RFC 8252, with PKCE) and returns what the platform
 * granted; stores nothing. Exactly one code is exchanged, once. Throws `AntError`: `denied` by the
 * person or the platform, `no-credential` when no answer came in time, `interrupted`, `network`.
 */
export async function browserLogin(
  host: LoginHost,
  request: LoginRequest,
  view: LoginView,
): Promise<TokenGrant> {
  const stop = AbortSignal.any([host.interrupt, ...(view.cancelled ? [view.cancelled] : [])]);
  const attempt = { host, request, view, proof: newProof(host.random), stop };
  const { answer, redirectUri } = await waitForAnswer(attempt);
  if (answer.kind === 'refused') throw refused(answer);

  view.show({ kind: 'exchanging' });
  const grant = await exchange(attempt, answer.code, redirectUri);
  view.show({ kind: 'done' });
  // RFC 6749 section 5.1: a scope left out is the scope asked for.
  return { scope: request.scope, ...grant };
}

async function exchange(
  { host, request, proof, stop }: Attempt,
  code: Secret,
  redirectUri: string,
): Promise<TokenGrant> {
  const asking = authorizationCodeRequest({ ...request, code, redirectUri, proof });
  const response = await unlessStopped(stop, host.http(asking));
  return readTokenResponse(response, {
    now: host.now(),
    host: request.baseUrl.host,
    grant: 'authorization_code',
    secrets: [code, proof.verifier],
  });
}

function refused({ error, description }: Extract<Answer, { kind: 'refused' }>): AntError {
  const why = description === undefined ? error : `${error}: ${description}`;
  return new AntError('denied', `the login was not approved (${why})`, {
    hint: 'run `ant auth login` again and approve; a scope or workspace you may not have is refused too',
  });
}
