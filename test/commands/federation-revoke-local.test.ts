import { describe, expect, it } from 'vitest';
import { run as exchange } from '../../src/commands/federation/exchange.js';
import { run } from '../../src/commands/federation/revoke-local.js';
import { announceHandOver } from '../../src/commands/federation/under-way.js';
import { AntError } from '../../src/errors.js';
import { type FakeHost, fakeHost } from '../support/host.js';
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
  it('says which setting leads to a directory that it cannot look into', async () => {
    const list = async () => {
      throw new AntError('file', 'could not list: a part of the path is not a directory');
    };
    await expect(run(fakeHost({ files: { list } }), {})).rejects.toMatchObject({
      code: 'file',
      hint: 'name the directory with --config-dir or ANTHROPIC_CONFIG_DIR',
    });
  });

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

  it('leaves what has a refresh token, whatever its profile says by now', async () => {
    const login = JSON.stringify({ access_token: 'person', refresh_token: 'renewal' });
    const host = fakeHost({ disk: { ...DISK, [`${CONFIG}/credentials/ci.json`]: login } });
    await run(host, {});
    expect(host.disk.get(`${CONFIG}/credentials/ci.json`)?.text).toBe(login);
  });

  it('what it cannot delete keeps it from nothing else, and makes it end with 6', async () => {
    const stuck = `${CONFIG}/credentials/federation/stuck.json`;
    const kept = JSON.stringify({ access_token: ACCESS });
    const disk = {
      ...DISK,
      [`${CONFIG}/credentials/ci.json`]: kept,
      [stuck]: kept,
      [`${CONFIG}/credentials/federation/directory`]: { kind: 'directory' },
    } as const;
    const host = fakeHost({ disk });
    const files = {
      ...host.files,
      remove: async (path: string) => {
        if (path === stuck) throw new AntError('file', `could not remove ${path}`);
        return host.files.remove(path);
      },
    };
    const answer = await run({ ...host, files }, {});
    expect(answer.exitCode).toBe(6);
    expect(answer.text()).toContain(`deleted ${CONFIG}/credentials/ci.json`);
    expect(host.said.join('\n')).toContain(`could not remove ${stuck}`);
    expect(host.disk.has(`${CONFIG}/credentials/ci.json`)).toBe(false);
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

/** Something that others wait for. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('what is under way meanwhile', () => {
  /** The same machine, on which whoever waits for somebody else lets that one go on. */
  const waiting = (host: FakeHost, goOn: () => Promise<void> | void): FakeHost => ({
    ...host,
    sleep: async (...times) => {
      await goOn();
      await host.sleep(...times);
    },
  });

  it('an exchange is waited for, and the token that it keeps is deleted', async () => {
    const [asked, answer] = [gate(), gate()];
    const host = job({}, { disk: DISK });
    const http: typeof host.http = async (request) => {
      asked.open();
      await answer.opened;
      return host.http(request);
    };
    const exchanging = exchange({ ...host, http }, IDS);
    await asked.opened;
    await run(waiting(host, answer.open), {});
    answer.open();
    await exchanging;
    expect(hasToken(host)).toBe(false);
  });

  it('an exchange is waited for until its token is in the file, which is deleted', async () => {
    const [asked, answer, written] = [gate(), gate(), gate()];
    const host = job({ git: { exitCode: 0 } }, { disk: DISK });
    const http: typeof host.http = async (request) => {
      asked.open();
      await answer.opened;
      return host.http(request);
    };
    let left = Number.POSITIVE_INFINITY;
    const write: typeof host.files.write = async (path, ...rest) => {
      if (path === '/tmp/token') {
        left = 5;
        await written.opened;
      }
      await host.files.write(path, ...rest);
    };
    const slow = { ...host, http, files: { ...host.files, write } };
    const exchanging = exchange(slow, { ...IDS, write: ['file:/tmp/token'] });
    await asked.opened;
    const goOn = () => {
      answer.open();
      left -= 1;
      if (left === 0) written.open();
    };
    await run(waiting(host, goOn), {});
    written.open();
    await exchanging;
    expect(hasToken(host)).toBe(false);
  });

  it('a hand-over is waited for, and what it writes is deleted', async () => {
    const host = job({ git: { exitCode: 0 } }, { disk: DISK });
    const finished = await announceHandOver(host, CONFIG);
    let waits = 0;
    const handOver = async () => {
      waits += 1;
      if (waits !== 3) return;
      await exchange(host, { ...IDS, write: ['file:/tmp/token'] });
      await finished();
    };
    const answer = await run(waiting(host, handOver), {});
    expect(answer.text()).toContain('deleted /tmp/token');
    expect(hasToken(host)).toBe(false);
  });

  it('what a process announced that has died since is not waited for, and swept', async () => {
    const host = job({}, { disk: DISK });
    await announceHandOver(host, CONFIG);
    const locks = { ...host.locks, running: async () => undefined };
    await run({ ...host, locks }, {});
    expect(host.slept).toEqual([]);
    expect([...host.disk.keys()].filter((path) => path.includes('/locks/hand-over/'))).toEqual([]);
  });

  it('whoever hangs is not waited for without end', async () => {
    const kept = JSON.stringify({ access_token: ACCESS });
    const host = job({}, { disk: { ...DISK, [`${CONFIG}/credentials/ci.json`]: kept } });
    await announceHandOver(host, CONFIG);
    await run(host, {});
    expect(host.locks.ticks()).toBeLessThan(70_000);
    expect(hasToken(host)).toBe(false);
  });
});
