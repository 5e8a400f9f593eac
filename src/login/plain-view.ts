import type { Host } from '../host.js';
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
      return [
        step(event.opened ? OPENED : 'open this address in a browser on this machine:'),
        event.url,
      ];
    case 'forward':
      return [
        step('where the browser is, forward the port to this machine (HOST):'),
        `ssh -L ${event.port}:localhost:${event.port} HOST`,
        step('open this address in that browser and approve:'),
        event.url,
      ];
    case 'manual':
      return [
        step(
          `${second ? 'or open this one' : 'open this address'} in a browser anywhere and approve:`,
        ),
        event.url,
        step('paste the code it shows, or the address it ends on, and press enter'),
      ];
    case 'waiting':
      return [
        `waiting ${duration(event.until - now)} for the browser to come back to port ${event.port}`,
      ];
    case 'note':
      return [event.text];
    case 'rejected-paste':
      return [`that is not the answer: ${event.because}; try again`];
    case 'exchanging':
      return ['approved; trading the code for a token'];
    case 'done':
      return [];
  }
}

const OPENED = 'approve in the browser that was just opened, or open this address in one yourself:';

function duration(seconds: number): string {
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
