import { render } from 'ink-testing-library';
import { describe, expect, it, vi } from 'vitest';
import { PickerView, pick } from '../../src/tui/picker.js';
import { fakeScreen, settled } from './fake-screen.js';

// Ink draws no frame where it believes to be in CI.
vi.hoisted(() => {
  process.env.CI = '0';
  process.env.CONTINUOUS_INTEGRATION = '0';
});

const DOWN = '\u001b[B';
const choices = [{ value: 'default', note: 'user_oauth' }, { value: 'work' }, { value: 'ci' }];
const never = new AbortController().signal;

function start(interrupt = never) {
  const fake = fakeScreen();
  const picked = pick({
    screen: fake.screen,
    title: 'Which?',
    choices,
    current: 'work',
    interrupt,
  });
  return { ...fake, picked };
}

describe('the picker', () => {
  it('marks the current row with more than a colour', () => {
    const { lastFrame, unmount } = render(
      <PickerView
        title="Which?"
        start={{ choices, at: 1 }}
        rows={24}
        onPick={() => {}}
        onInterrupt={() => {}}
      />,
    );
    expect(lastFrame()).toContain('  default  user_oauth');
    expect(lastFrame()).toContain('> work');
    unmount();
  });

  it.each([
    ['enter', ['\r'], 'work'],
    ['down, enter', [DOWN, '\r'], 'ci'],
    ['j j enter', ['j', 'j', '\r'], 'default'],
    ['end, home, enter', ['\u001b[F', '\u001b[H', '\r'], 'default'],
    ['escape', [DOWN, '\u001b'], undefined],
    ['q', ['q'], undefined],
  ])('%s', async (_, keys, expected) => {
    const { picked, press } = start();
    for (const key of keys) await press(key);
    expect(await picked).toBe(expected);
  });

  it('Ctrl-C is an interruption, not a choice', async () => {
    const { picked, press } = start();
    const refused = expect(picked).rejects.toMatchObject({ code: 'interrupted' });
    await press('\u0003');
    await refused;
  });

  it('has the keyboard before it is seen: no key is printed, waits for Enter or is a signal', async () => {
    const { screen, raw } = fakeScreen();
    const stop = new AbortController();
    const rawWhenDrawn: boolean[] = [];
    screen.output.write = () => rawWhenDrawn.push(raw.at(-1) === true) > 0;
    const picked = pick({ screen, title: 'Which?', choices, interrupt: stop.signal });
    stop.abort('SIGTERM');
    await expect(picked).rejects.toMatchObject({ code: 'interrupted' });
    expect(rawWhenDrawn.at(0)).toBe(true);
  });

  it('a signal that came before leaves the terminal alone', async () => {
    const { picked, raw } = start(AbortSignal.abort());
    await expect(picked).rejects.toMatchObject({ code: 'interrupted' });
    expect(raw).toEqual([]);
  });

  it('a signal ends it and gives the terminal back', async () => {
    const stop = new AbortController();
    const { picked, raw } = start(stop.signal);
    const refused = expect(picked).rejects.toMatchObject({ code: 'interrupted' });
    await settled();
    stop.abort('SIGTERM');
    await refused;
    expect(raw).toEqual([true, false]);
  });
});
