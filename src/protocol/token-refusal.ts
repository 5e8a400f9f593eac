import { AntError } from '../errors.js';
import type { HttpResponse } from '../host.js';
import { printable } from '../printable.js';
import type { Secret } from '../secret.js';
import { isInvalidGrant, type Refusal, readRefusal, readRequestId } from './refusal.js';

/** What was asked of a token endpoint, so that its answer can be read and a no can be explained. */
export type Asked = {
  /** Epoch seconds when the answer came. */
  readonly now: number;
  /** Host of the token endpoint, with its port, for messages. */
  readonly host: string;
  /** How the token was asked for. */
  readonly grant: 'authorization_code' | 'refresh_token' | 'jwt-bearer';
  /** Every secret of the request: an answer may echo it. */
  readonly secrets: readonly Secret[];
  /** The profile meant, for the command in the hint. */
  readonly profile?: string;
  /** Whether the exchange named a workspace. */
  readonly workspaceSent?: boolean;
};

/** An answer that no token endpoint gives. `cause` continues "the token endpoint at … ". */
export function unusable(cause: string, host: string, requestId: string | undefined): AntError {
  return new AntError('network', `the token endpoint at ${host} ${cause}`, {
    hint: 'check that the base URL (--base-url, ANTHROPIC_BASE_URL or the profile) is the Claude Platform',
    requestId,
  });
}

/** The error for an answer other than 200. */
export function tokenRefused(response: HttpResponse, asked: Asked): AntError {
  const { status } = response;
  const requestId = readRequestId(response);
  if (status >= 300 && status < 400) {
    const cause = 'answered with a redirect, which is never followed with a secret';
    return unusable(cause, asked.host, requestId);
  }
  if (status === 429 || status >= 500) return busy(response, asked, requestId);
  const refusal = readRefusal(response, asked.secrets);
  if (status < 400 || refusal === undefined) {
    return unusable(`answered HTTP ${status} without an OAuth error`, asked.host, requestId);
  }
  if (asked.grant === 'refresh_token' && isInvalidGrant(response))
    return loginOver(asked, requestId);
  return denied(status, refusal, { asked, requestId });
}

function busy(response: HttpResponse, asked: Asked, requestId: string | undefined): AntError {
  const reason = readRefusal(response, asked.secrets)?.reason;
  const status = `HTTP ${response.status}${reason === undefined ? '' : ` (${reason})`}`;
  return new AntError('network', `the token endpoint at ${asked.host} answered ${status}`, {
    hint: `try again ${waitOf(response.headers['retry-after'])}`,
    requestId,
  });
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function waitOf(retryAfter: string | undefined): string {
  if (retryAfter === undefined || retryAfter === '') return 'later';
  if (/^\d{1,9}$/.test(retryAfter))
    return `in ${retryAfter} second${retryAfter === '1' ? '' : 's'}`;
  return `after ${printable(retryAfter, 40)}`;
}

function loginOver({ host, profile }: Asked, requestId: string | undefined): AntError {
  const whose = profile === undefined ? 'the login' : `the login of profile "${profile}"`;
  return new AntError(
    'no-credential',
    `${whose} is over: ${host} no longer takes its refresh token`,
    {
      hint: loginCommand(profile),
      requestId,
    },
  );
}

const ATTEMPTS = {
  authorization_code: 'the login',
  refresh_token: 'the renewal of the login',
  'jwt-bearer': 'the exchange of the identity token',
} as const;

type Context = { readonly asked: Asked; readonly requestId: string | undefined };

function denied(status: number, refusal: Refusal, { asked, requestId }: Context): AntError {
  // An envelope's 400 says which field is wrong; its 401 says the same words whatever the cause.
  const detail = status === 400 && refusal.message !== undefined ? `: ${refusal.message}` : '';
  const message = `${asked.host} denied ${ATTEMPTS[asked.grant]} (HTTP ${status} ${refusal.reason})${detail}`;
  return new AntError('denied', message, {
    hint: asked.grant === 'jwt-bearer' ? exchangeHint(asked, detail) : loginCommand(asked.profile),
    requestId,
  });
}

/** The platform never tells the caller why; the three places to look are all there is. */
function exchangeHint({ workspaceSent }: Asked, detail: string): string {
  if (detail !== '')
    return 'correct the id named above, in the flag, variable or profile it came from';
  const workspace =
    workspaceSent === true
      ? ''
      : 'name the workspace (ANTHROPIC_WORKSPACE_ID), which some rules need; ';
  return (
    "compare the rule with the token's issuer, subject, audience and expiry; " +
    `${workspace}the authentication history has the reason (Console, or \`ant sandbox history\`)`
  );
}

function loginCommand(profile: string | undefined): string {
  return profile === undefined
    ? 'run `ant auth login`'
    : `run \`ant auth login --profile ${profile}\``;
}
