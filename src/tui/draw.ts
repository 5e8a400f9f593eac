import { type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import type { Screen } from '../host.js';
import { takeKeyboard } from './keyboard.js';

export type Drawing = Pick<Instance, 'rerender'> & {
  /** Wipes what was drawn last and gives the terminal back. */
  readonly close: () => void;
};

/** Ink ends every frame with a line end, an empty one too. */
const TO_LINE_ABOVE = '\u001b[A';

/** Draws on stderr. Ctrl-C arrives as a key: a raw-mode terminal raises no signal. */
export function draw({ input, output }: Screen, node: ReactNode): Drawing {
  const { keys, release } = takeKeyboard(input);
  const { rerender, unmount } = render(node, {
    stdout: output,
    stdin: keys,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return {
    rerender,
    close: () => {
      release();
      // Not by ink's `clear`: while a frame is still due, it wipes the lines above as well.
      rerender(null);
      unmount();
      output.write(TO_LINE_ABOVE);
    },
  };
}
