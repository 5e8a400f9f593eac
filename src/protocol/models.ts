import { AntError } from '../errors.js';
import type { HttpRequest, HttpResponse } from '../host.js';
import type { Secret } from '../secret.js';
import { oneModel } from './endpoints.js';
import { API_VERSION, OAUTH_BETA } from './headers.js';
import { readRefusal, readRequestId } from './refusal.js';

export type ModelsCall = {
  readonly baseUrl: URL;
  readonly credential: Secret;
  /** An access token goes with the OAuth beta; an API key is a bearer without it. */
  readonly kind: 'access-token' | 'api-key';
  /** Only for a person's login whose profile names one; a federated token is bound to its own. */
  readonly workspaceId?: string;
  readonly userAgent: string;
};

/** Whom the platform takes a credential for. It has no "who am I", so this is read off a cheap call's headers. */
export type Recognised = {
  readonly organizationId?: string;
  readonly workspaceId?: string;
  readonly requestId?: string;
};

/** `GET /v1/models?limit=1`. */
export function modelsRequest(call: ModelsCall): HttpRequest {
  return {
    method: 'GET',
    url: oneModel(call.baseUrl),
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${call.credential.reveal()}`,
      'anthropic-version': API_VERSION,
      'user-agent': call.userAgent,
      ...(call.kind === 'access-token' && { 'anthropic-beta': OAUTH_BETA }),
      ...(call.workspaceId !== undefined && { 'anthropic-workspace-id': call.workspaceId }),
    },
  };
}

/**
 * Who the platform says this is. A no (401, 403, 400, 404 in the platform's own words) is
 * `AntError('denied')`; anything that is no answer of the platform is `AntError('network')`.
 */
export function readModelsResponse(response: HttpResponse, call: ModelsCall): Recognised {
  const { host } = call.baseUrl;
  const requestId = readRequestId(response);
  if (response.status === 200) return readRecognised(response, { host, requestId });

  const refusal = readRefusal(response, [call.credential]);
  const { status } = response;
  if (refusal === undefined || status < 400 || status === 429 || status >= 500) {
    throw new AntError(
      'network',
      `${host} answered HTTP ${status}, which says nothing about the credential`,
      {
        hint: 'check the base URL (--base-url, ANTHROPIC_BASE_URL or the profile), or try again later',
        requestId,
      },
    );
  }
  const detail = status === 401 || refusal.message === undefined ? '' : `: ${refusal.message}`;
  throw new AntError(
    'denied',
    `${host} refused the credential (HTTP ${status} ${refusal.reason})${detail}`,
    {
      hint: 'run `ant whoami` to see which credential is used and why',
      requestId,
    },
  );
}

type From = { readonly host: string; readonly requestId: string | undefined };

function readRecognised({ headers }: HttpResponse, { host, requestId }: From): Recognised {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new AntError(
      'network',
      `${host} answered without JSON, so it is not the Claude Platform`,
      {
        hint: 'check the base URL (--base-url, ANTHROPIC_BASE_URL or the profile)',
        requestId,
      },
    );
  }
  const organizationId = readId(headers['anthropic-organization-id']);
  const workspaceId = readId(headers['anthropic-workspace-id']);
  return {
    ...(organizationId !== undefined && { organizationId }),
    ...(workspaceId !== undefined && { workspaceId }),
    ...(requestId !== undefined && { requestId }),
  };
}

function readId(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w-]{1,200}$/.test(value) ? value : undefined;
}
