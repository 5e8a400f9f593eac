type Stream = NodeJS.ReadStream;

/** Standard input on loan to ink. After `release` it is as it was before, whatever ink does to it late. */
export type Keyboard = { readonly keys: Stream; readonly release: () => void };

/**
 * Ink would set an encoding, leave the stream unreferenced and let go of it some turns of the event loop
 * after its end, under the hands of whoever asks the next question. So it gets a stream of its own.
 */
export function takeKeyboard(input: Stream): Keyboard {
  const decoder = new TextDecoder();
  const waiting: string[] = [];
  let onReadable: (() => void) | undefined;
  let released = false;

  const onData = (data: Uint8Array | string) => {
    waiting.push(typeof data === 'string' ? data : decoder.decode(data, { stream: true }));
    onReadable?.();
  };
  const release = () => {
    if (released) return;
    released = true;
    input.off('data', onData).pause();
    input.setRawMode(false);
  };
  const own = {
    setEncoding: () => {},
    ref: () => {},
    unref: () => {},
    setRawMode: () => {},
    read: () => waiting.shift() ?? null,
    addListener: (_: 'readable', listener: () => void) => {
      onReadable = listener;
      if (!released) input.on('data', onData).resume();
    },
    removeListener: () => {
      onReadable = undefined;
    },
  };
  // Ink would do it after its first frame: a key that came between would be printed, or be a signal.
  input.setRawMode(true);
  return { keys: Object.assign(Object.create(input), own), release };
}
