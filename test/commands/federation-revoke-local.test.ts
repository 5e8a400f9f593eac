import { describe, expect, it } from 'vitest';
import { run as exchange } from '../../src/commands/federation/exchange.js';
import { run } from '../../src/commands/federation/revoke-local.js';
import { fakeHost } from '../support/host.js';
import { ACCESS, CONFIG, IDS, job } from './federation-support.js';

const WORKLOAD = JSON.stringify({
  version: '1.0',
  authentication: { type: 'oidc_federation', federation_rule_id: 'fdrl_1' },
});
const PERSON = JSON.stringify({ version: '1.0', authentication: { type: 'user_oauth' } });
const LOGIN = JSON.stringify({ access_token: 'person', refresh_token: 'renewal' });

const DISK = {
  [`${CONFIG}/configs/ci.json`]: WORKLOAD,
  [`${CONFIG}/configs/default.json`]: PERSON,
  [`${CONFIG}/configs/torn.json`]: '{',
  [`${CONFIG}/credentials/default.json`]: LOGIN,
};

const hasToken = (host: ReturnType<typeof job>) =>
  [...host.disk.values()].some(({ text }) => text.includes(ACCESS));

describe('ant federation revoke-local', () => {
  it('deletes what an exchange left behind, wherever, and no person’s login', async () => {
    const host = job({ git: { exitCode: 0 } }, { disk: DISK });
    await exchange(host, { ...IDS, write: ['file:/tmp/token', 'dotenv:/tmp/env'] });
    await exchange(host, { ...IDS, 'workspace-id': 'wrkspc_1' }).catch(() => undefined);
    expect(hasToken(host)).toBe(true);

    const answer = await run(host, {});
    expect(hasToken(host)).toBe(false);
    expect(host.disk.get(`${CONFIG}/credentials/default.json`)?.text).toBe(LOGIN);
    expect(answer.exitCode).toBeUndefined();
    expect(answer.text()).toMatch(
      /deleted \/tmp\/token\ndeleted \/tmp\/env|\/tmp\/env\n.*\/tmp\/token/,
    );
    expect(answer.text()).toContain('cannot revoke');
    expect(answer.text()).toContain('in 10 min');
    expect([...host.disk.keys()].some((path) => path.includes('/handed-over/'))).toBe(false);
  });

  it('deletes the kept token of a federation profile, and what Claude Code keeps', async () => {
    const kept = { access_token: ACCESS, expires_at: 1 };
    const disk = {
      ...DISK,
      [`${CONFIG}/credentials/ci.json`]: JSON.stringify(kept),
      [`${CONFIG}/credentials/federation/abc.json`]: JSON.stringify(kept),
    };
    const host = fakeHost({ disk });
    const answer = await run(host, {});
    expect(host.disk.has(`${CONFIG}/credentials/ci.json`)).toBe(false);
    expect(host.disk.has(`${CONFIG}/credentials/federation/abc.json`)).toBe(false);
    expect(answer.text()).toContain('had expired already');
  });

  it('leaves a file that somebody wrote anew', async () => {
    const host = job({ git: { exitCode: 0 } });
    await exchange(host, { ...IDS, write: ['file:/tmp/token'] });
    host.disk.set('/tmp/token', { kind: 'file', mode: 0o600, owner: 1000, links: 1, text: 'mine' });
    const answer = await run(host, {});
    expect(host.disk.get('/tmp/token')?.text).toBe('mine');
    expect(answer.text()).not.toContain('/tmp/token');
  });

  it.each([
    ['where there is nothing', fakeHost()],
    ['twice', fakeHost({ disk: DISK })],
    ['without a home', fakeHost({ home: undefined })],
  ])('is content %s', async (_where, host) => {
    const before = host.disk.size;
    const answer = await run(host, {});
    expect(answer.exitCode).toBeUndefined();
    expect(answer.value).toMatchObject({ deleted: [] });
    expect(host.disk.size).toBe(before);
  });
});
