import { expect, test } from 'vitest';
import { verify } from '../../src/commands/verify.js';
import { findCandidates } from '../../src/credentials/find-candidates.js';
import { decide, requireWinner } from '../../src/credentials/precedence.js';
import type { HttpRequest, HttpResponse } from '../../src/host.js';
import { fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const json = (status: number, body: object): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'anthropic-organization-id': 'org-1' },
  body: JSON.stringify(body),
});
const REFUSED = json(401, {
  type: 'error',
  error: { type: 'authentication_error', message: 'no' },
});

/** A fresh login, and a platform that takes only the token it gives out at a refresh, if any. */
async function verified(accepts: (request: HttpRequest) => boolean) {
  const host = fakeHost({
    disk: {
      [`${DIR}/configs/default.json`]: JSON.stringify({
        authentication: { type: 'user_oauth', client_id: 'client-1' },
      }),
      [`${DIR}/credentials/default.json`]: JSON.stringify({
        access_token: 'sk-ant-oat01-old',
        refresh_token: 'sk-ant-ort01-old',
        expires_at: NOON + 3600,
      }),
    },
    http: async (request) => {
      if (!request.url.endsWith('/v1/oauth/token')) {
        return accepts(request) ? json(200, { data: [] }) : REFUSED;
      }
      return json(200, { access_token: 'sk-ant-oat01-new', token_type: 'Bearer', expires_in: 60 });
    },
  });
  const search = { configDir: DIR };
  const winner = requireWinner(decide(await findCandidates(host, search)));
  const result = verify(host, winner, search);
  return { result, paths: () => host.sent.map(({ url }) => new URL(url).pathname) };
}

test('a token that is taken is asked about once', async () => {
  const { result, paths } = await verified(() => true);
  expect((await result).recognised.organizationId).toBe('org-1');
  expect(paths()).toEqual(['/v1/models']);
});

test('E38: a 401 before the token’s time is one refresh and one retry', async () => {
  const { result, paths } = await verified(
    ({ headers }) => headers.authorization === 'Bearer sk-ant-oat01-new',
  );
  expect((await result).recognised.organizationId).toBe('org-1');
  expect(paths()).toEqual(['/v1/models', '/v1/oauth/token', '/v1/models']);
});

test('E38: a second 401 is the answer', async () => {
  const { result, paths } = await verified(() => false);
  await expect(result).rejects.toMatchObject({ code: 'denied' });
  expect(paths()).toEqual(['/v1/models', '/v1/oauth/token', '/v1/models']);
});
