import type { HttpResponse } from '../host.js';
import { exchangeCode } from './authorization-code.js';
import { exchangeAssertion } from './jwt-bearer.js';
import { refresh } from './refresh-token.js';
import { refuse, refuseGrant } from './reply.js';
import { readTokenBody, type TokenBody } from './token-body.js';
import { betasOf, type Call, type World } from './world.js';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * POST `/v1/oauth/token`. The federation beta alone picks the back end, and that one knows a single
 * grant. Without it an assertion is still recognised by its grant, as the platform's own examples rely on.
 */
export async function answerTokenRequest(world: World, call: Call): Promise<HttpResponse> {
  const federated = betasOf(call).includes('oidc-federation-2026-04-01');
  const body = readTokenBody(call.request);
  const answer =
    federated || body?.fields.grant_type === JWT_BEARER
      ? await federationBackEnd(world, call, body)
      : loginBackEnd(world, call, body);
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } };
}

function federationBackEnd(world: World, call: Call, body: TokenBody | undefined) {
  if (body?.encoding !== 'json') {
    throw refuse('invalid_request_error', 'the body must be JSON, as application/json');
  }
  if (body.fields.grant_type !== JWT_BEARER) {
    throw refuse('invalid_request_error', 'unsupported_grant_type: grant_type must be jwt-bearer');
  }
  return exchangeAssertion(world, call, body.fields);
}

function loginBackEnd(world: World, call: Call, body: TokenBody | undefined): HttpResponse {
  if (body === undefined)
    throw refuseGrant('oauth_request_parse_error', 'the body is not readable');
  const { grant_type } = body.fields;
  if (grant_type === 'authorization_code') {
    requireEncoding(body, 'form');
    return exchangeCode(world, body.fields);
  }
  if (grant_type === 'refresh_token') {
    requireEncoding(body, 'json');
    if (world.seed.settings.require_oauth_beta && !betasOf(call).includes('oauth-2025-04-20')) {
      throw refuseGrant('invalid_request', 'anthropic-beta must hold oauth-2025-04-20');
    }
    return refresh(world, body.fields);
  }
  throw refuseGrant('unsupported_grant_type', 'grant_type is missing or not supported');
}

function requireEncoding({ encoding }: TokenBody, wanted: TokenBody['encoding']): void {
  if (encoding === wanted) return;
  const type = wanted === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  throw refuseGrant('oauth_request_parse_error', `this grant is sent as ${type}`);
}
