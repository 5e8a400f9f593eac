import { StringDecoder } from 'node:string_decoder';
import { AntError } from '../errors.js';
import { causeOf } from './file-errors.js';
import { readText } from './read-text.js';

/** All of standard input. `AntError('usage')` over `maxBytes`, `AntError('interrupted')` on a signal. */
export async function readAll(maxBytes: number, interrupt: AbortSignal): Promise<string> {
  const { stdin } = process;
  const stop = () => stdin.destroy(new Error('interrupted'));
  if (interrupt.aborted) stop();
  interrupt.addEventListener('abort', stop);
  try {
    const text = await readText(stdin, maxBytes);
    if (text !== undefined) return text;
  } catch (cause) {
    if (interrupt.aborted) throw new AntError('interrupted', 'interrupted', { cause });
    throw new AntError('file', `could not read standard input: ${causeOf(cause)}`, { cause });
  } finally {
    interrupt.removeEventListener('abort', stop);
  }
  throw new AntError('usage', `standard input is larger than ${maxBytes} bytes`);
}

type ReadLine = (signal: AbortSignal) => Promise<string | undefined>;

/** Reads standard input line by line, keeping what came after the line for the next call. */
export function lineReader(): ReadLine {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let ended = false;

  const take = (): string | undefined => {
    const end = rest.indexOf('\n');
    const line = end === -1 ? rest : rest.slice(0, end).replace(/\r$/, '');
    const isWhole = end !== -1 || (ended && rest !== '');
    if (!isWhole) return undefined;
    rest = end === -1 ? '' : rest.slice(end + 1);
    return line;
  };

  return async (signal) => {
    let line = take();
    while (line === undefined && !ended && !signal.aborted) {
      const more = await nextChunk(signal);
      if (more === 'end') ended = true;
      if (more instanceof Uint8Array) rest += decoder.write(more);
      line = take();
    }
    return line;
  };
}

/** What arrives next on standard input, which is paused again afterwards. */
function nextChunk(signal: AbortSignal): Promise<Buffer | 'end' | 'aborted'> {
  const { stdin } = process;
  return new Promise((resolve) => {
    const finish = (outcome: Buffer | 'end' | 'aborted') => {
      stdin.pause().off('data', finish).off('end', onEnd).off('error', onEnd);
      signal.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const onEnd = () => finish('end');
    const onAbort = () => finish('aborted');
    signal.addEventListener('abort', onAbort);
    stdin.on('data', finish).on('end', onEnd).on('error', onEnd).resume();
  });
}
