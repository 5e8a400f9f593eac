import { EventEmitter } from 'node:events';
import type { Screen } from '../../src/host.js';

/** Streams that ink takes for a terminal. `written` is all that was drawn; `press` is a key or a paste. */
export function fakeScreen() {
  const written: string[] = [];
  const output = Object.assign(new EventEmitter(), {
    columns: 40,
    rows: 20,
    isTTY: true,
    writable: true,
    write: (text: string) => written.push(text),
  });
  const raw: boolean[] = [];
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (on: boolean) => raw.push(on),
    resume: () => {},
    pause: () => {},
  });
  const press = async (text: string) => {
    await settled();
    input.emit('data', Buffer.from(text));
    await settled();
  };
  return { screen: { input, output } as unknown as Screen, written, press, raw };
}

/** React's effects and ink's frames come a few turns of the event loop later. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
