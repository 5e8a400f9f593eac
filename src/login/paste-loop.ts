import { type Expected, type Received, readPaste } from './paste.js';
import type { LoginView } from './view.js';

/** So that `yes | ant auth login` comes to an end. */
const MOST_PASTES = 20;

/** Reads pastes until one is an answer to this login; `undefined` when no more can come. */
export async function firstPaste(
  view: LoginView,
  expected: Expected,
  signal: AbortSignal,
): Promise<Received | undefined> {
  let before = '';
  for (let count = 0; count < MOST_PASTES; count += 1) {
    const pasted = await view.readPaste(signal);
    if (pasted === undefined || signal.aborted) return undefined;
    const text = isStart(pasted) ? pasted : before + pasted;
    const read = readPaste(text, expected);
    if ('answer' in read) return read;
    view.show({ kind: 'rejected-paste', because: read.because });
    before = pasted.trim() === '' ? '' : unfinished(text);
  }
  return undefined;
}

/** What the next paste may continue. An empty line starts over. */
function unfinished(text: string): string {
  return isStart(text) ? text : '';
}

/** An address or a `code#state` may be wrapped; then its other lines come as pastes of their own. */
function isStart(text: string): boolean {
  return /[#:]/.test(text);
}
