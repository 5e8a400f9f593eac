import { refusePage } from './html.js';
import type { Settings } from './seed.js';

/** The OAuth client of the official `ant`. */
export const PRODUCTION_CLIENT = '41077d10-94b8-4194-be48-d251e9eb21b4';

/** What the client asked for, checked: everything the consent page and the code have to know. */
export type AuthorizeRequest = {
  readonly clientId: string;
  readonly redirectUri: string;
  /** Each scope once. */
  readonly scopes: readonly string[];
  readonly state: string;
  readonly challenge: string;
  /** Empty when the person may choose. */
  readonly organizationId: string;
  readonly workspaceId: string;
};

/** The scopes a person can grant, in words. */
export const SCOPES: Readonly<Record<string, string>> = {
  'user:profile': 'see your name, e-mail address and organization',
  'user:inference': 'send messages to Claude for you',
  'user:developer': 'use the developer API for you',
  'org:admin': 'administer your whole organization',
};

/** Reads the query of `/oauth/authorize`. Whatever is wrong is a page, never a redirect. */
export function readAuthorizeRequest({ origin, searchParams }: URL, settings: Settings) {
  const get = (name: string) => searchParams.get(name) ?? '';
  const request: AuthorizeRequest = {
    clientId: get('client_id'),
    redirectUri: get('redirect_uri'),
    scopes: [...new Set(get('scope').split(' ').filter(Boolean))],
    state: get('state'),
    challenge: get('code_challenge'),
    organizationId: get('orgUUID'),
    workspaceId: get('workspace_id'),
  };
  const clients = [PRODUCTION_CLIENT, ...settings.client_ids];
  const known = request.scopes.every((scope) => Object.hasOwn(SCOPES, scope));
  const demands: readonly (readonly [boolean, string])[] = [
    [
      new Set(searchParams.keys()).size === [...searchParams.keys()].length,
      'a parameter is there twice',
    ],
    [clients.includes(request.clientId), 'client_id is not known'],
    [isRegistered(request.redirectUri, origin), 'redirect_uri not supported by client'],
    [get('response_type') === 'code', 'response_type must be code'],
    [request.state !== '', 'state is missing'],
    [get('code_challenge_method') === 'S256', 'code_challenge_method must be S256'],
    [/^[A-Za-z0-9_-]{43}$/.test(request.challenge), 'code_challenge must have 43 characters'],
    [request.scopes.length > 0 && known, 'scope is missing or not known'],
  ];
  const unmet = demands.find(([met]) => !met);
  if (unmet !== undefined) throw refusePage(400, 'This login request is not valid', unmet[1]);
  return request;
}

/** Any port of `localhost`, or the manual page of this very Console; both to the letter. */
function isRegistered(redirectUri: string, origin: string): boolean {
  if (redirectUri === `${origin}/oauth/code/callback?app=anthropic-cli`) return true;
  const port = /^http:\/\/localhost:([1-9]\d{0,4})\/callback$/.exec(redirectUri)?.[1];
  return port !== undefined && Number(port) <= 65_535;
}
