import { describe, expect, test } from 'vitest';
import { AntError } from '../../src/errors.js';
import { authLogin } from '../../src/grammar/auth.js';
import { browserLogin } from '../../src/login/browser-login.js';
import { NOON } from '../support/host.js';
import {
  expectClosed,
  failure,
  fakeView,
  kinds,
  loginHost,
  REQUEST,
  start,
  visit,
} from './support.js';

describe('with a browser elsewhere', () => {
  test('a fixed port is listened on and no browser is opened', async () => {
    const { first, login, platform, host, events } = start({ mode: 'callback' });
    const { url, port } = await first('forward');
    await first('waiting');
    const back = platform.approve(url);
    expect(back.port).toBe(String(port));
    await visit(back);
    await login;
    expect(host.opened).toEqual([]);
    expect(kinds(events)).toEqual(['forward', 'waiting', 'exchanging', 'done']);
  });

  test('without a listener the code of the page is pasted', async () => {
    const listening = async () => {
      throw new Error('it listened');
    };
    const { first, login, paste, platform, host } = start({ mode: 'paste' }, { listen: listening });
    const back = platform.approve((await first('manual')).url).searchParams;
    paste(`${back.get('code')}#${back.get('state')}\n`);
    await login;
    expect(host.opened).toEqual([]);
  });

  test('a pasted code is waited for without limit, as the help says', async () => {
    const { first, login, paste, platform } = start({ mode: 'paste' }, { sleep: async () => {} });
    const back = platform.approve((await first('manual')).url).searchParams;
    await new Promise(setImmediate);
    paste(back.get('code') ?? '');
    await login;
    const timeout = authLogin.flags.find(({ name }) => name === 'timeout');
    expect(timeout?.summary).toContain('a code alone is waited for without limit');
  });

  test('a bare code is taken, with the state of this login', async () => {
    const { first, login, paste, platform } = start({ mode: 'paste' });
    const back = platform.approve((await first('manual')).url).searchParams;
    paste(back.get('code') ?? '');
    await login;
    const sent = new URLSearchParams(platform.exchanges[0]?.body);
    expect(sent.get('state')).toBe(back.get('state'));
  });

  test('E20: standard input that ends before a code is the end', async () => {
    const { login, paste } = start({ mode: 'paste' });
    paste(undefined);
    const error = await failure(login);
    expect(error.code).toBe('no-credential');
    expect(error.hint).toContain('ant auth login');
  });

  test('E20: an endless input of nonsense comes to an end', async () => {
    const { login, paste, events } = start({ mode: 'paste' });
    for (let count = 0; count < 100; count += 1) paste('y');
    expect((await failure(login)).code).toBe('no-credential');
    expect(events.length).toBeLessThan(30);
  });
});

describe('E22: a login that is not finished', () => {
  test('ends after its time, says what came instead, and closes the port', async () => {
    let expire = () => {};
    const sleep = (milliseconds: number) =>
      new Promise<void>((resolve) => {
        if (milliseconds === 300_000) expire = resolve;
      });
    const { first, login } = start({}, { sleep });
    const { port, until } = await first('waiting');
    expect(until).toBe(NOON + 300);
    await visit(`http://127.0.0.1:${port}/callback?code=x&state=y`);
    expire();
    const error = await failure(login);
    expect(error.code).toBe('no-credential');
    expect(error.message).toContain('within 5 minutes');
    expect(error.message).toContain(`other requests to port ${port}, ignored: 1`);
    expect(error.hint).toContain('--timeout');
    await expectClosed(port);
  });

  test.each(['browser', 'callback', 'paste'] as const)(
    'by %s ends when interrupted',
    async (mode) => {
      const interrupt = new AbortController();
      const { first, login, events } = start({ mode }, { interrupt: interrupt.signal });
      await first(mode === 'paste' ? 'manual' : 'waiting');
      interrupt.abort('SIGINT');
      expect((await failure(login)).code).toBe('interrupted');
      for (const event of events) if (event.kind === 'waiting') await expectClosed(event.port);
    },
  );

  test('ends when the person gives up in the view', async () => {
    const { view } = fakeView();
    const cancelled = AbortSignal.abort();
    const login = browserLogin(loginHost({}), REQUEST, { ...view, cancelled });
    expect((await failure(login)).code).toBe('interrupted');
  });

  test('ends when interrupted while the token endpoint is silent', async () => {
    const interrupt = new AbortController();
    const { first, login, paste } = start(
      { mode: 'paste' },
      { interrupt: interrupt.signal, http: () => new Promise(() => {}) },
    );
    paste('the-code-1');
    await first('exchanging');
    interrupt.abort('SIGTERM');
    expect((await failure(login)).code).toBe('interrupted');
  });

  test('ends when the token endpoint cannot be reached, with its own error', async () => {
    const http = async () => {
      throw new AntError('network', 'api.example is not reachable');
    };
    const { login, paste, events } = start({ mode: 'paste' }, { http });
    paste('the-code-1');
    expect((await failure(login)).message).toBe('api.example is not reachable');
    expect(kinds(events)).not.toContain('done');
  });
});
