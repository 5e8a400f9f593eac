import { describe, expect, test } from 'vitest';
import { findCandidates } from '../../src/credentials/find-candidates.js';
import { decide } from '../../src/credentials/precedence.js';
import { AntError } from '../../src/errors.js';
import { fakeHost, NOON } from '../support/host.js';

const DIR = '/home/ada/.config/anthropic';
const UUID = '5a5db0c5-0000-4000-8000-000000000001';
const KEY = { ANTHROPIC_API_KEY: 'sk-ant-api03-test' };
const TOKEN = { ANTHROPIC_AUTH_TOKEN: 'sk-ant-oat01-env' };
const FEDERATION = {
  ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1',
  ANTHROPIC_ORGANIZATION_ID: UUID,
  ANTHROPIC_IDENTITY_TOKEN: 'a.b.c',
};

const person = { version: '1.0', authentication: { type: 'user_oauth', client_id: 'c' } };
const workload = {
  organization_id: UUID,
  authentication: {
    type: 'oidc_federation',
    federation_rule_id: 'fdrl_1',
    identity_token: { source: 'file', path: '/run/token' },
  },
};
const signedIn = (name: string, more: object = {}) => ({
  [`${DIR}/configs/${name}.json`]: JSON.stringify({ ...person, ...more }),
  [`${DIR}/credentials/${name}.json`]: JSON.stringify({
    access_token: 'sk-ant-oat01-test',
    expires_at: NOON + 3600,
  }),
});

type World = {
  readonly env?: Record<string, string>;
  readonly disk?: Record<string, string>;
  readonly baseUrlFlag?: string;
};

async function ladder({ env = {}, disk = {}, ...search }: World) {
  const candidates = await findCandidates(fakeHost({ env, disk }), { configDir: DIR, ...search });
  return { winner: decide(candidates).winner, candidates };
}

describe('an address that nothing may be sent to', () => {
  const REFUSED = { ANTHROPIC_BASE_URL: 'http://gateway.example' };

  test.each<[string, World]>([
    ['an API key', { env: { ...KEY, ...REFUSED } }],
    ['an auth token', { env: { ...TOKEN, ...REFUSED } }],
    ['federation variables', { env: { ...FEDERATION, ...REFUSED } }],
    ['a login', { env: REFUSED, disk: signedIn('default') }],
    ['a named profile', { env: { ...REFUSED, ANTHROPIC_PROFILE: 'work' }, disk: signedIn('work') }],
    [
      'federation',
      {
        env: REFUSED,
        disk: { [`${DIR}/configs/default.json`]: JSON.stringify(workload), '/run/token': 'a.b.c' },
      },
    ],
  ])('makes %s useless, and says which setting is to blame', async (_story, world) => {
    const { winner, candidates } = await ladder(world);
    expect(winner).toBeUndefined();
    const broken = candidates.filter(({ state }) => state === 'broken');
    expect(broken).toMatchObject([
      {
        because: expect.stringMatching(/^ANTHROPIC_BASE_URL is plain http.*host gateway\.example/),
        hint: expect.stringContaining('https://api.anthropic.com'),
      },
    ]);
  });

  test('is the profile’s fault where it says so itself', async () => {
    const disk = signedIn('default', { base_url: 'ftp://x.example' });
    const { winner, candidates } = await ladder({ disk });
    expect(winner).toBeUndefined();
    expect(candidates.at(-1)?.because).toMatch(/^profile "default" does not start with https/);
  });

  test('blames what was typed, and nothing that nobody set', async () => {
    const { candidates } = await ladder({ env: KEY, baseUrlFlag: 'x' });
    expect(candidates.map(({ because = '', state }) => [state, because.split(' ')[0]])).toEqual([
      ['broken', '--base-url'],
      ['absent', ''],
      ['absent', ''],
      ['absent', ''],
      ['absent', 'there'],
    ]);
  });
});

test('a token file that cannot be read is broken, and whoami still answers', async () => {
  const host = fakeHost({ env: { ...FEDERATION, ANTHROPIC_IDENTITY_TOKEN_FILE: '/run/token' } });
  const read = async () => {
    throw new AntError('file', 'could not read /run/token: permission denied');
  };
  const machine = { ...host, files: { ...host.files, read } };
  const candidates = await findCandidates(machine, { configDir: undefined });
  expect(candidates.find(({ tier }) => tier === 'federation-env')).toMatchObject({
    state: 'broken',
    because: 'could not read /run/token: permission denied',
  });
});
