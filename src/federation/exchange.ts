import type { Host } from '../host.js';
import { userAgent } from '../protocol/headers.js';
import { jwtBearerRequest } from '../protocol/jwt-bearer.js';
import { readTokenResponse, type TokenGrant } from '../protocol/token-response.js';
import type { Secret } from '../secret.js';
import type { FederationInputs } from './inputs.js';

/**
 * Sends an assertion once and reads the access token that it buys (RFC 7523). It is never sent again
 * from here: the platform may have spent it even when no answer came back. Throws
 * `AntError('denied')` when refused, `AntError('network')` when there was no answer.
 */
export async function exchange(
  host: Pick<Host, 'http' | 'now' | 'version'>,
  { baseUrl, assertion, inputs }: Exchange,
): Promise<TokenGrant> {
  const response = await host.http(
    jwtBearerRequest({ baseUrl, assertion, ...inputs, userAgent: userAgent(host.version) }),
  );
  return readTokenResponse(response, {
    now: host.now(),
    host: baseUrl.host,
    grant: 'jwt-bearer',
    workspaceSent: inputs.workspaceId !== undefined,
    secrets: [assertion],
  });
}

type Exchange = {
  readonly baseUrl: URL;
  readonly assertion: Secret;
  readonly inputs: FederationInputs;
};
