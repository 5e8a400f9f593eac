import type { Host, Screen } from '../host.js';
import { plainView } from '../login/plain-view.js';
import type { LoginView } from '../login/view.js';
import { draw } from './draw.js';
import { lineQueue } from './line-queue.js';
import { afterEvent, afterKey, type Key, type LoginModel, START } from './login-model.js';
import { LoginScreen } from './login-screen.js';

type ViewHost = Pick<Host, 'now' | 'sleep' | 'terminal'>;

/**
 * A login on a screen. Its steps are worded by `plainView`. Ctrl-C aborts `cancelled`; the caller must
 * `close` it, whatever happened, to give the terminal back.
 */
export function inkLoginView(
  host: ViewHost,
  screen: Screen,
): LoginView & { readonly close: () => void } {
  const cancelled = new AbortController();
  const closed = new AbortController();
  const pasted = lineQueue();
  const display = loginDisplay(screen, (input, key) => {
    const { typed, lines, wants } = afterKey(display.model().typed, input, key);
    if (wants === 'interrupt') cancelled.abort();
    if (wants === 'end') pasted.end();
    if (!display.model().reading) return;
    for (const line of lines) pasted.push(line);
    display.change({ typed });
  });
  const say = (line: string) => display.change({ above: [...display.model().above, line] });
  const steps = plainView({ now: host.now, terminal: { ...host.terminal, say } });

  const tick = async () => {
    while (!closed.signal.aborted) {
      display.change({ now: host.now() });
      await host.sleep(1000, closed.signal);
    }
  };
  return {
    show: (event) => {
      const changed = afterEvent(display.model(), event);
      if (changed === undefined) steps.show(event);
      else display.change(changed);
      if (event.kind === 'waiting') void tick();
    },
    readPaste: async (signal) => {
      display.change({ reading: true });
      const line = await pasted.next(signal);
      display.change({ reading: false });
      return line;
    },
    cancelled: cancelled.signal,
    close: () => {
      closed.abort();
      display.close();
    },
  };
}

type Display = {
  readonly model: () => LoginModel;
  readonly change: (changed: Partial<LoginModel>) => void;
  readonly close: () => void;
};

/** The model, and ink drawing it; after `close` nothing is drawn any more. */
function loginDisplay(screen: Screen, onKey: (input: string, key: Key) => void): Display {
  let model = START;
  let open = true;
  const drawing = draw(screen, <LoginScreen model={model} onKey={onKey} />);
  return {
    model: () => model,
    change: (changed) => {
      if (!open) return;
      model = { ...model, ...changed };
      drawing.rerender(<LoginScreen model={model} onKey={onKey} />);
    },
    close: () => {
      if (!open) return;
      open = false;
      drawing.close();
    },
  };
}
