import { selectProfile } from '../../src/credentials/selected-profile.js';
import { userToken } from '../../src/credentials/user-token.js';
import type { HttpRequest, HttpResponse, LockFiles } from '../../src/host.js';
import { parseProfile } from '../../src/profiles/parse.js';
import { type FakeHost, fakeHost, NOON } from '../support/host.js';

/** Where the profile "work" of this world lies, and its tokens. */
export const DIR = '/home/ada/.config/anthropic';
export const FILE = `${DIR}/credentials/work.json`;

export const json = (body: object, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
export const grant = (name: string) =>
  json({
    access_token: `sk-ant-oat01-${name}`,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: `sk-ant-ort01-${name}`,
  });
export const REFUSED = json({ error: 'invalid_grant' }, 400);

/** The file of a login, with its access token's life left in seconds. */
export const stored = (name: string, left: number) =>
  JSON.stringify({
    version: '1.0',
    type: 'oauth_token',
    access_token: `sk-ant-oat01-${name}`,
    refresh_token: `sk-ant-ort01-${name}`,
    expires_at: NOON + left,
  });

type World = {
  readonly left?: number;
  readonly http?: (request: HttpRequest, host: FakeHost) => Promise<HttpResponse>;
  readonly locks?: Partial<LockFiles>;
};

/** A machine with an expired login, and a platform that renews it. */
export function world({ left = 0, http = async () => grant('new'), locks = {} }: World = {}) {
  const host: FakeHost = fakeHost({
    http: (request) => http(request, host),
    locks,
    disk: { [FILE]: stored('old', left) },
  });
  const text = JSON.stringify({
    version: '1.0',
    authentication: { type: 'user_oauth', client_id: 'client-1' },
  });
  const profile = parseProfile({ name: 'work', path: `${DIR}/configs/work.json`, text });
  const selected = selectProfile(host, profile, { configDir: DIR });
  const put = (name: string, seconds = 3600) => {
    host.disk.set(FILE, {
      kind: 'file',
      mode: 0o600,
      owner: 1000,
      links: 1,
      text: stored(name, seconds),
    });
  };
  const sent = () => host.sent.map(({ body = '' }) => JSON.parse(body).refresh_token);
  const kept = () => JSON.parse(host.disk.get(FILE)?.text ?? '{}');
  const get = async (wanted = {}) =>
    (await userToken(host, selected, wanted)).login.accessToken.reveal();
  return { host, put, sent, kept, get };
}
