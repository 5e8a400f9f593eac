import { describe, expect, it, vi } from 'vitest';
import { inkLoginView } from '../../src/tui/login-view.js';
import { fakeHost, NOON } from '../support/host.js';
import { fakeScreen, settled } from './fake-screen.js';

// Ink draws no frame where it believes to be in CI.
vi.hoisted(() => {
  process.env.CI = '0';
  process.env.CONTINUOUS_INTEGRATION = '0';
});

const URL_TEXT = `https://platform.example/oauth/authorize?state=${'x'.repeat(200)}`;
const never = new AbortController().signal;

/** A second passes only when the test says so. */
function start() {
  const fake = fakeScreen();
  const machine = fakeHost();
  let second = () => {};
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      second = resolve;
      signal?.addEventListener('abort', () => resolve());
    });
  const view = inkLoginView({ ...machine, sleep }, fake.screen);
  const pass = async (seconds: number) => {
    machine.pass(seconds);
    second();
    await settled();
  };
  const drawn = () => fake.written.join('');
  return { ...fake, view, pass, drawn, machine };
}

describe('a login on a screen', () => {
  it('numbers its steps and prints each URL in one piece, wider than the screen as it is', async () => {
    const { view, drawn } = start();
    view.show({ kind: 'open', url: URL_TEXT, opened: true });
    view.show({ kind: 'manual', url: `${URL_TEXT}2` });
    await settled();
    expect(drawn()).toMatch(/1\. .*\n/);
    expect(drawn()).toContain(`\u001b]8;;${URL_TEXT}\u001b\\${URL_TEXT}\u001b]8;;\u001b\\\n`);
    expect(drawn()).toMatch(/2\. .*\n/);
    expect(drawn().split(`${URL_TEXT}2\u001b]`)).toHaveLength(2);
    view.close();
  });

  it('hands over what was pasted, and shows only how much', async () => {
    const { view, press, drawn } = start();
    const pasted = view.readPaste(never);
    await press('code#state');
    await expect.poll(drawn).toContain('(10 characters)');
    await press('\r');
    expect(await pasted).toBe('code#state');
    expect(drawn()).not.toContain('code#state');
    view.close();
  });

  it('says why a paste was not the answer, and reads on', async () => {
    const { view, press, drawn } = start();
    const first = view.readPaste(never);
    await press('nonsense\r');
    expect(await first).toBe('nonsense');
    view.show({ kind: 'rejected-paste', because: 'wrong state' });
    const second = view.readPaste(never);
    await press('better\r');
    expect(await second).toBe('better');
    await expect.poll(drawn).toContain('wrong state');
    view.close();
  });

  it('an aborted read ends without a paste', async () => {
    const { view } = start();
    const stop = new AbortController();
    const pasted = view.readPaste(stop.signal);
    stop.abort();
    expect(await pasted).toBeUndefined();
    view.close();
  });

  it('Ctrl-D says that no paste will come', async () => {
    const { view, press } = start();
    const pasted = view.readPaste(never);
    await press('\u0004');
    expect(await pasted).toBeUndefined();
    view.close();
  });

  it('Ctrl-C cancels the login, also when no paste is read', async () => {
    const { view, press } = start();
    await press('\u0003');
    expect(view.cancelled?.aborted).toBe(true);
    view.close();
  });

  it('counts down by the clock of the host', async () => {
    const { view, pass, drawn } = start();
    view.show({ kind: 'waiting', port: 1, until: NOON + 300 });
    await settled();
    await expect.poll(drawn).toContain('5:00 left');
    await pass(2);
    await expect.poll(drawn).toContain('4:58 left');
    view.close();
  });

  it('gives the terminal back once, and draws nothing afterwards', async () => {
    const { view, raw, written } = start();
    await settled();
    view.close();
    view.close();
    const before = written.length;
    view.show({ kind: 'note', text: 'too late' });
    await settled();
    expect(raw).toEqual([true, false]);
    expect(written).toHaveLength(before);
  });
});
