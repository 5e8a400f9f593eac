import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/federation/exchange.js';
import type { Env } from '../../src/host.js';
import { CONFIG, IDS, identityToken, job, ORG } from './federation-support.js';

const PROFILE = `${CONFIG}/configs/ci.json`;
const KEPT = `${CONFIG}/credentials/ci.json`;

/** A job with a profile, on whose runner a token can be asked for. */
function withProfile(config: object = {}, env: Env = {}) {
  const profile = {
    version: '1.0',
    organization_id: ORG,
    ...config,
    authentication: {
      type: 'oidc_federation',
      federation_rule_id: 'fdrl_1',
      identity_token: { source: 'file', path: '/run/token' },
    },
  };
  const disk = {
    [PROFILE]: JSON.stringify(profile),
    '/run/token': identityToken(),
    '/run/other': identityToken(),
  };
  return job({ env }, { disk });
}

it('a profile that an earlier step was handed is named with the variable that leads to it', async () => {
  const disk = {
    [PROFILE]: JSON.stringify({ version: '1.0', authentication: { type: 'user_oauth' } }),
  };
  const host = job({ env: { ANTHROPIC_PROFILE: 'ci' } }, { disk });
  await expect(run(host, IDS)).rejects.toMatchObject({
    code: 'usage',
    message: 'profile "ci" (ANTHROPIC_PROFILE) is a person’s login, not a federation profile',
    hint: expect.stringContaining('set ANTHROPIC_PROFILE to nothing here'),
  });
});

describe('an id with stray blanks', () => {
  it.each([
    ['a flag', { ...IDS, 'workspace-id': ' wrkspc_1' }, {}, '--workspace-id'],
    ['a variable', IDS, { ANTHROPIC_WORKSPACE_ID: 'wrkspc_1\n' }, 'ANTHROPIC_WORKSPACE_ID'],
  ])('in %s is sent without them, and that is said', async (_where, input, env, origin) => {
    const host = job({ env });
    await run(host, input);
    expect(JSON.parse(host.sent[0]?.body ?? '')).toMatchObject({ workspace_id: 'wrkspc_1' });
    expect(host.said).toContain(`ant: dropped the blanks around ${origin}`);
  });

  it('in a profile, too', async () => {
    const host = withProfile({ workspace_id: ' wrkspc_1' });
    await run(host, { profile: 'ci' });
    expect(JSON.parse(host.sent[0]?.body ?? '')).toMatchObject({ workspace_id: 'wrkspc_1' });
    expect(host.said).toContain('ant: dropped the blanks around profile "ci"');
  });

  it('that another one stands in front of is not spoken of', async () => {
    const host = job({ env: { ANTHROPIC_WORKSPACE_ID: ' wrkspc_2' } });
    await run(host, { ...IDS, 'workspace-id': 'wrkspc_1' });
    expect(host.said.join('\n')).not.toContain('blanks');
  });
});

describe('an identity token that is spent', () => {
  it('is not said to have been exchanged: what it bought is used again', async () => {
    const host = job({ env: { ANTHROPIC_IDENTITY_TOKEN: identityToken(300, { jti: 'one' }) } });
    const first = await run(host, IDS);
    expect(first.text()).toContain('Exchanged the identity token of ');
    const again = await run(host, IDS);
    expect(host.sent).toHaveLength(1);
    expect(again.text()).toMatch(/^Nothing was sent: .*used again\.\n {2}federation rule/);
  });
});

describe('E58: without a workspace', () => {
  it('it is said before anything is sent that a rule for several refuses that', async () => {
    const host = job();
    const said: unknown[] = [];
    const refused = run(
      { ...host, http: async () => Promise.reject(said.push(...host.said)) },
      { ...IDS },
    );
    await expect(refused).rejects.toBeDefined();
    expect(said.join('\n')).toContain('no workspace is named');
  });

  it.each(['default', 'wrkspc_1'])('and not where %s is named', async (workspace) => {
    const host = job();
    await run(host, { ...IDS, 'workspace-id': workspace });
    expect(host.said.join('\n')).not.toContain('workspace is named');
  });
});

describe('what an exchange with a profile buys', () => {
  it('is kept for the profile’s users', async () => {
    const host = withProfile();
    await run(host, { profile: 'ci' });
    expect(host.disk.has(KEPT)).toBe(true);
  });

  it.each([
    { 'workspace-id': 'wrkspc_2' },
    { 'identity-token-file': '/run/other' },
    { 'base-url': 'https://staging.example' },
    { audience: 'https://staging.example' },
    { 'source-setting': ['client_id=other'] },
  ])('with %j is not, which the official SDKs would take for the profile’s', async (flags) => {
    const host = withProfile();
    await run(host, { profile: 'ci', ...flags });
    expect(host.sent).toHaveLength(1);
    expect(host.disk.has(KEPT)).toBe(false);
  });
});
