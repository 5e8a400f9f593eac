import { expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { HttpResponse } from '../../src/host.js';
import { login, ORG, whoami } from './whoami-support.js';

const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body:
    status === 200
      ? '{"data":[]}'
      : '{"type":"error","error":{"type":"authentication_error","message":"no"}}',
});

/** `whoami --verify` as somebody who believes to be in `ORG`, where the platform answers so. */
const verified = (http: () => Promise<HttpResponse>) =>
  whoami('--verify', {
    env: { ANTHROPIC_API_KEY: '' },
    disk: login('default'),
    http: async ({ url }) =>
      url.endsWith('/oauth/token')
        ? { ...answer(200), body: '{"access_token":"t","token_type":"Bearer","expires_in":60}' }
        : http(),
  });

const unreachable = async (): Promise<HttpResponse> => {
  throw new AntError('network', 'could not reach api.anthropic.com');
};

test.each<[string, () => Promise<HttpResponse>, number, RegExp]>([
  [
    'yes',
    async () => answer(200, { 'anthropic-organization-id': ORG }),
    0,
    /As believed here: organization\./,
  ],
  [
    'yes, but for somebody else',
    async () => answer(200, { 'anthropic-organization-id': 'org-2' }),
    7,
    /! That is not what is believed here[\s\S]*organization: here 5a5db0c5[\s\S]*there org-2/,
  ],
  ['no', async () => answer(401), 4, /refused the credential \(HTTP 401/],
  ['nothing at all', unreachable, 5, /could not reach/],
  ['that it is broken', async () => answer(503), 5, /says nothing about the credential/],
])(
  'E84: when the platform says %s the exit code is of its own',
  async (_what, http, exit, text) => {
    const { code, out, said } = await verified(http);
    expect({ code, text: `${out}${said.join('\n')}` }).toEqual({
      code: exit,
      text: expect.stringMatching(text),
    });
  },
);
