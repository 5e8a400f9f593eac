import type { Host } from '../host.js';
import { inWords } from './in-words.js';
import type { LoginEvent, LoginView } from './view.js';

type Speaker = Pick<Host, 'terminal' | 'now'>;

/** A login as plain lines on stderr, for a pipe, a log, a screen reader or a dumb terminal. */
export function plainView({ terminal, now }: Speaker): LoginView {
  let steps = 0;
  const step = (text: string) => {
    steps += 1;
    return `${steps}. ${text}`;
  };
  return {
    show: (event) => {
      for (const line of linesOf(event, { step, now: now(), second: steps > 0 }))
        terminal.say(line);
    },
    readPaste: async (signal) => {
      try {
        return await terminal.readLine(signal);
      } catch {
        // Unreadable input is no input: the browser can still come back.
        return undefined;
      }
    },
  };
}

type Telling = {
  /** Numbers a step. */
  readonly step: (text: string) => string;
  readonly now: number;
  /** Another way was told before. */
  readonly second: boolean;
};

/** A URL has its line to itself, in one piece, so that it can be clicked or copied whole. */
function linesOf(event: LoginEvent, { step, now, second }: Telling): readonly string[] {
  switch (event.kind) {
    case 'open':
      return [step(event.opened ? OPENED : NOT_OPENED), event.url];
    case 'forward':
      return [
        step('on the machine with the browser, run this in a terminal (HOST is this machine):'),
        `ssh -L ${event.port}:localhost:${event.port} HOST`,
        step('open this address in that browser and approve:'),
        event.url,
        step('if the page after that does not load, paste its whole address here and press Enter'),
      ];
    case 'manual':
      return [
        step(second ? ELSEWHERE : ANYWHERE),
        event.url,
        step('paste here the code that the page then shows, and press Enter'),
      ];
    case 'waiting':
      return [
        `waiting ${inWords(event.until - now)} for the browser to come back to port ${event.port}`,
      ];
    case 'note':
      return [event.text];
    case 'rejected-paste':
      return [`that cannot be used: ${event.because}; try again`];
    case 'exchanging':
      return ['approved; trading the code for a token'];
    case 'done':
      return [];
  }
}

const OPENED =
  'approve in the browser that has just opened; if you see none, open this address on this machine:';
const NOT_OPENED = 'open this address in a browser on this machine and approve:';
const ELSEWHERE = 'or, if this machine has no browser, open this address on another and approve:';
const ANYWHERE = 'open this address in a browser, on this machine or another, and approve:';
