import type { Host, Listener } from '../host.js';
import { loopbackRedirect } from '../protocol/endpoints.js';
import type { Answer } from './answer.js';
import { readCallback, type Stray } from './callback.js';
import { callbackPage } from './callback-page.js';
import type { Received } from './paste.js';

export type Loopback = Listener & {
  readonly redirectUri: string;
  /** The first valid answer; never rejects. */
  readonly received: Promise<Received>;
  /** How many requests so far were not it. */
  readonly strays: () => number;
};

type Wanted = { readonly port: number; readonly state: string };

/** Waits on this machine for the browser to come back. Close it whatever happens. */
export async function openLoopback(
  host: Pick<Host, 'listen'>,
  { port, state }: Wanted,
): Promise<Loopback> {
  let strays = 0;
  let answered = false;
  let settle: (answer: Answer) => void = () => {};
  const first = new Promise<Answer>((resolve) => {
    settle = resolve;
  });

  const listener = await host.listen({
    port,
    handle: async (request) => {
      const seen = answered ? LATE : readCallback(request, state);
      if (seen.kind === 'stray') {
        strays += 1;
      } else {
        answered = true;
        settle(seen);
      }
      return callbackPage(seen);
    },
  });

  const redirectUri = loopbackRedirect(listener.port);
  return {
    port: listener.port,
    close: listener.close,
    redirectUri,
    received: first.then((answer) => ({ answer, redirectUri })),
    strays: () => strays,
  };
}

/** Only the first answer counts. */
const LATE: Stray = { kind: 'stray', status: 400 };
