import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { listen } from '../../src/node/listen.js';
import { NOON } from '../support/host.js';
import { expectClosed, failure, kinds, REQUEST, start, visit } from './support.js';

describe('with a browser on this machine', () => {
  test('the redirect ends the login, and the browser gets a page', async () => {
    const { first, platform, login, events, host } = start({ workspaceId: 'wrkspc_1' });
    const { url } = await first('open');
    expect(host.opened).toEqual([url]);
    const { port } = await first('waiting');
    const page = await visit(platform.approve(url));
    expect(page.status).toBe(200);
    expect(page.body).toContain('Approved');

    const grant = await login;
    expect(grant.accessToken.reveal()).toBe('minted-access');
    expect(grant).toMatchObject({ expiresAt: NOON + 60, scope: REQUEST.scope });
    expect(kinds(events)).toEqual(['open', 'manual', 'waiting', 'exchanging', 'done']);
    expect(new URL(url).searchParams.get('workspace_id')).toBe('wrkspc_1');
    await expectClosed(port);
  });

  test('both addresses are of one login, each with its own redirect URI', async () => {
    const { first, login, paste, platform } = start();
    const open = new URL((await first('open')).url);
    const manual = new URL((await first('manual')).url);
    const { port } = await first('waiting');
    expect(open.searchParams.get('redirect_uri')).toBe(`http://localhost:${port}/callback`);
    expect(manual.searchParams.get('redirect_uri')).toBe(
      'https://console.example/oauth/code/callback?app=anthropic-cli',
    );
    for (const name of ['state', 'code_challenge', 'client_id', 'scope']) {
      expect(open.searchParams.get(name)).toBe(manual.searchParams.get(name));
    }
    paste(platform.approve(manual.href).href);
    await login;
    const sent = new URLSearchParams(platform.exchanges[0]?.body);
    expect(sent.get('redirect_uri')).toBe(manual.searchParams.get('redirect_uri'));
    expect(sent.get('state')).toBe(manual.searchParams.get('state'));
    await expectClosed(port);
  });

  test('the failed loopback address can be pasted, and exchanges as the loopback', async () => {
    const { first, login, paste, platform } = start();
    const { url } = await first('open');
    await first('waiting');
    paste(platform.approve(url).href);
    expect((await login).accessToken.reveal()).toBe('minted-access');
  });

  test('E03: a denial ends it, in words that are safe to show', async () => {
    const { first, login, platform } = start();
    const { url } = await first('open');
    const { port } = await first('waiting');
    const back = new URL(platform.approve(url));
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', '\u001b[2Jno\r\n');
    expect((await visit(back)).status).toBe(400);
    const error = await failure(login);
    expect(error.code).toBe('denied');
    expect(error.message).toBe('the login was not approved (access_denied: ?[2Jno??)');
    expect(platform.exchanges).toEqual([]);
    await expectClosed(port);
  });

  test('E12: a code of another login is not exchanged for anything', async () => {
    const mine = start();
    const theirs = start();
    const stolen = theirs.platform
      .approve((await theirs.first('open')).url)
      .searchParams.get('code');
    const back = mine.platform.approve((await mine.first('open')).url);
    await mine.first('waiting');
    back.searchParams.set('code', stolen ?? '');
    await visit(back);
    const error = await failure(mine.login);
    expect(error.code).toBe('denied');
    expect(mine.platform.exchanges).toHaveLength(1);
    expect(error.message).not.toContain(stolen);
    theirs.paste(theirs.platform.approve((await theirs.first('open')).url).href);
    await theirs.login;
  });

  test('E12: PKCE stops a stolen code that the platform itself issued', async () => {
    const { first, login, platform } = start();
    const authorize = new URL((await first('open')).url);
    await first('waiting');
    authorize.searchParams.set('code_challenge', 'the-challenge-of-the-thief');
    await visit(platform.approve(authorize.href));
    expect((await failure(login)).code).toBe('denied');
  });

  test('E13: the verifier goes with every exchange', async () => {
    const { first, login, platform } = start();
    await visit(platform.approve((await first('open')).url));
    await login;
    const sent = new URLSearchParams(platform.exchanges[0]?.body);
    expect(sent.get('code_verifier')).toMatch(/^[\w-]{86}$/);
  });

  test('E19: a browser that does not start is told, and the login goes on', async () => {
    const { first, login, platform } = start({}, { openBrowser: async () => false });
    const { url, opened } = await first('open');
    expect(opened).toBe(false);
    await visit(platform.approve(url));
    await login;
  });

  test('E19: an opener that hangs is not waited for', async () => {
    const { first, login, platform } = start(
      {},
      {
        openBrowser: () => new Promise(() => {}),
        sleep: (milliseconds) =>
          milliseconds < 10_000 ? Promise.resolve() : new Promise(() => {}),
      },
    );
    const { url, opened } = await first('open');
    expect(opened).toBe(false);
    await visit(platform.approve(url));
    await login;
  });

  test('E20: the end of standard input only ends the pasting', async () => {
    const { first, login, paste, platform } = start();
    paste(undefined);
    const { url } = await first('open');
    await first('waiting');
    await visit(platform.approve(url));
    await login;
  });

  test('E20: a paste that is no answer is told, and the login goes on', async () => {
    const { first, login, paste, platform, events } = start();
    const { url } = await first('manual');
    paste('the-code-1#another');
    expect((await first('rejected-paste')).because).toContain('state');
    paste(platform.approve(url).href);
    await login;
    expect(kinds(events).filter((kind) => kind === 'rejected-paste')).toHaveLength(1);
  });

  test('E20: an address wrapped over three lines is one paste', async () => {
    const { first, login, paste, platform, events } = start();
    const address = platform.approve((await first('manual')).url).href;
    for (const piece of [address.slice(0, -30), address.slice(-30, -15), address.slice(-15)]) {
      paste(piece);
    }
    await login;
    expect(kinds(events).filter((kind) => kind === 'rejected-paste')).toHaveLength(2);
  });

  test('E21: a callback and a paste at once make exactly one exchange', async () => {
    const { first, login, paste, platform } = start();
    const open = platform.approve((await first('open')).url);
    const manual = platform.approve((await first('manual')).url);
    await first('waiting');
    const visits = Array.from({ length: 10 }, () => visit(open).catch(() => undefined));
    for (let count = 0; count < 10; count += 1) paste(manual.href);
    await login;
    await Promise.all(visits);
    expect(platform.exchanges).toHaveLength(1);
  });

  test('E08: a second valid callback after the first is refused or finds nobody', async () => {
    const { first, login, platform } = start();
    const back = platform.approve((await first('open')).url);
    await first('waiting');
    const pages = await Promise.allSettled([visit(back), visit(back), visit(back)]);
    const statuses = pages.map((page) => (page.status === 'fulfilled' ? page.value.status : 0));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 400, 0].includes(status))).toBe(true);
    await login;
    expect(platform.exchanges).toHaveLength(1);
  });

  test('a machine where nothing can listen logs in by paste', async () => {
    const refuse = async () => {
      throw new AntError('network', 'not allowed to listen');
    };
    const { first, login, paste, platform, events } = start({}, { listen: refuse });
    paste(platform.approve((await first('manual')).url).href);
    await login;
    expect(kinds(events)).toEqual(['note', 'manual', 'exchanging', 'done']);
  });

  test('E10: a port that was asked for and is busy ends the login by name', async () => {
    const { port, close } = await listen({
      port: 0,
      handle: async () => ({ status: 200, headers: {}, body: '' }),
    });
    const { login, events } = start({ port });
    const error = await failure(login);
    expect(error.code).toBe('network');
    expect(error.message).toContain(String(port));
    expect(events).toEqual([]);
    await close();
  });
});
