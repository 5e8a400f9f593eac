import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { expect } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import { browserLogin } from '../../src/login/browser-login.js';
import type { LoginRequest } from '../../src/login/login-request.js';
import type { LoginEvent, LoginView } from '../../src/login/view.js';
import { listen } from '../../src/node/listen.js';
import { fakeHost } from '../support/host.js';

export const REQUEST: LoginRequest = {
  consoleUrl: new URL('https://console.example/'),
  baseUrl: new URL('https://api.example/'),
  clientId: 'the-client',
  scope: 'user:profile user:inference',
  mode: 'browser',
  port: 0,
  timeoutSeconds: 300,
  userAgent: 'ant-auth/1.2.3',
};

type Given = Parameters<typeof fakeHost>[0];

/** A machine with a real loopback listener, whose time stands still until the login is over. */
export function loginHost(given: Given) {
  return fakeHost({
    listen,
    random: randomBytes,
    sleep: (_, signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true })),
    openBrowser: async () => true,
    ...given,
  });
}

/** A consent page and a token endpoint in one: codes are single-use and bound to their challenge. */
export function fakePlatform() {
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  const exchanges: HttpRequest[] = [];
  return {
    exchanges,
    /** What a person who approves at this authorize URL is redirected to. */
    approve(authorizeUrl: string): URL {
      const asked = new URL(authorizeUrl).searchParams;
      const code = randomBytes(16).toString('hex');
      const redirectUri = asked.get('redirect_uri') ?? '';
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      return back;
    },
    http: async (request: HttpRequest): Promise<HttpResponse> => {
      exchanges.push(request);
      const body = new URLSearchParams(request.body);
      const issued = codes.get(body.get('code') ?? '');
      codes.delete(body.get('code') ?? '');
      const proven = createHash('sha256').update(body.get('code_verifier') ?? '');
      const good =
        issued?.challenge === proven.digest('base64url') &&
        issued.redirectUri === body.get('redirect_uri');
      return good ? GRANTED : INVALID;
    },
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const INVALID = { status: 400, headers: JSON_TYPE, body: '{"error":"invalid_grant"}' };
const GRANTED = {
  status: 200,
  headers: JSON_TYPE,
  body: JSON.stringify({ access_token: 'minted-access', token_type: 'Bearer', expires_in: 60 }),
};

/** A view that remembers what it was told and pastes what the test says. */
export function fakeView() {
  const events: LoginEvent[] = [];
  const watchers: { kind: string; seen: (event: LoginEvent) => void }[] = [];
  const pastes: (string | undefined)[] = [];
  let wake = () => {};
  const view: LoginView = {
    show: (event) => {
      events.push(event);
      for (const { kind, seen } of watchers) if (kind === event.kind) seen(event);
    },
    readPaste: async (signal) => {
      while (pastes.length === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      return pastes.shift();
    },
  };
  return {
    view,
    events,
    paste: (text: string | undefined) => {
      pastes.push(text);
      wake();
    },
    /** The first event of that kind, now or when it comes. */
    first<Kind extends LoginEvent['kind']>(kind: Kind): Promise<EventOf<Kind>> {
      const isIt = (event: LoginEvent): event is EventOf<Kind> => event.kind === kind;
      return new Promise((resolve) => {
        const found = events.find(isIt);
        if (found) resolve(found);
        watchers.push({ kind, seen: (event) => isIt(event) && resolve(event) });
      });
    },
  };
}

type EventOf<Kind extends LoginEvent['kind']> = Extract<LoginEvent, { kind: Kind }>;

type Visit = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A real request over a real socket. Fails when nobody listens. */
export function visit(url: URL | string, { method = 'GET', headers = {} }: Visit = {}) {
  return new Promise<HttpResponse>((resolve, reject) => {
    const sent = httpRequest(url, { method, headers, agent: false }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (piece: string) => {
        body += piece;
      });
      incoming.on('end', () => {
        const flat = Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]);
        resolve({ status: incoming.statusCode ?? 0, headers: Object.fromEntries(flat), body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** A login under way, with everything a test may want to pull at. */
export function start(asked: Partial<LoginRequest> = {}, given: Given = {}) {
  const platform = fakePlatform();
  const { view, events, paste, first } = fakeView();
  const host = loginHost({ http: platform.http, ...given });
  const login = browserLogin(host, { ...REQUEST, ...asked }, view);
  login.catch(() => undefined);
  return { events, paste, first, platform, host, login };
}

/** The story so far, in a word an event. */
export const kinds = (events: readonly { readonly kind: string }[]) =>
  events.map(({ kind }) => kind);

export async function expectClosed(port: number): Promise<void> {
  await expect(visit(`http://127.0.0.1:${port}/callback`)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
}

/** The error a login ends in; fails when it works, or dies of a bug. */
export function failure(login: Promise<unknown>): Promise<AntError> {
  return login.then(
    () => Promise.reject(new Error('the login worked')),
    (error) => (error instanceof AntError ? error : Promise.reject(error)),
  );
}
