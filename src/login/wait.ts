import { AntError } from '../errors.js';
import { authorizeUrl } from '../protocol/authorize-url.js';
import { manualRedirect } from '../protocol/endpoints.js';
import type { Proof } from '../protocol/pkce.js';
import { inWords } from './in-words.js';
import type { LoginHost, LoginRequest } from './login-request.js';
import { type Loopback, openLoopback } from './loopback.js';
import type { Received } from './paste.js';
import { firstPaste } from './paste-loop.js';
import type { LoginView } from './view.js';

/** One login under way. */
export type Attempt = {
  readonly host: LoginHost;
  readonly request: LoginRequest;
  readonly view: LoginView;
  readonly proof: Proof;
  /** Aborted when the person or the system wants it to end. */
  readonly stop: AbortSignal;
};

/** Milliseconds that starting a browser may take; some openers stay until it is closed. */
const OPENER_PATIENCE = 3_000;

/** Shows the person where to go and waits for the first answer, by whichever way it comes. */
export async function waitForAnswer(attempt: Attempt): Promise<Received> {
  const { request, view, proof, stop } = attempt;
  const over = new AbortController();
  const loopback = request.mode === 'paste' ? undefined : await listen(attempt);
  try {
    await announce(attempt, loopback, over.signal);
    const expected = {
      state: proof.state,
      manualRedirect: manualRedirect(request.consoleUrl),
      ...(loopback && { loopbackRedirect: loopback.redirectUri }),
    };
    const pasted = firstPaste(view, expected, over.signal);
    const ways = loopback
      ? [loopback.received, pasted.then(orNever), timeout(attempt, loopback, over.signal)]
      : [pasted.then(orFail)];
    return await unlessStopped(stop, Promise.race(ways));
  } finally {
    over.abort();
    await loopback?.close();
  }
}

/** `work`, or `AntError('interrupted')` as soon as `stop` is aborted. */
export async function unlessStopped<Value>(
  stop: AbortSignal,
  work: Promise<Value>,
): Promise<Value> {
  const done = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const end = () =>
      reject(new AntError('interrupted', 'the login was interrupted; nothing was stored'));
    if (stop.aborted) end();
    stop.addEventListener('abort', end, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    done.abort();
  }
}

/** A machine that lets us listen nowhere can still log in by paste, unless a port was asked for. */
async function listen({ host, request, view, proof }: Attempt): Promise<Loopback | undefined> {
  const { mode, port } = request;
  try {
    return await openLoopback(host, { port, state: proof.state });
  } catch (error) {
    if (mode !== 'browser' || port !== 0 || !(error instanceof AntError)) throw error;
    view.show({ kind: 'note', text: `the browser cannot come back here: ${error.message}` });
    return undefined;
  }
}

async function announce(
  attempt: Attempt,
  loopback: Loopback | undefined,
  over: AbortSignal,
): Promise<void> {
  const { host, request, view, proof, stop } = attempt;
  const leadingTo = (redirectUri: string) => authorizeUrl({ ...request, proof, redirectUri });

  if (loopback && request.mode === 'browser') {
    const url = leadingTo(loopback.redirectUri);
    const impatience = host.sleep(OPENER_PATIENCE, over).then(() => false);
    const opening = Promise.race([host.openBrowser(url), impatience]);
    view.show({ kind: 'open', url, opened: await unlessStopped(stop, opening) });
  }
  if (loopback && request.mode === 'callback') {
    view.show({ kind: 'forward', url: leadingTo(loopback.redirectUri), port: loopback.port });
  }
  if (request.mode !== 'callback') {
    view.show({ kind: 'manual', url: leadingTo(manualRedirect(request.consoleUrl)) });
  }
  if (loopback) {
    const until = host.now() + request.timeoutSeconds;
    view.show({ kind: 'waiting', port: loopback.port, until });
  }
}

async function timeout(
  { host, request }: Attempt,
  loopback: Loopback,
  over: AbortSignal,
): Promise<never> {
  await host.sleep(request.timeoutSeconds * 1000, over);
  const strays = loopback.strays();
  const seen = strays === 0 ? '' : `; other requests to port ${loopback.port}, ignored: ${strays}`;
  throw new AntError(
    'no-credential',
    `nobody approved the login within ${inWords(request.timeoutSeconds)}${seen}`,
    { hint: 'run it again with a longer --timeout, or with --no-browser to paste a code instead' },
  );
}

/** The end of standard input only ends the pasting; the listener goes on. */
function orNever(received: Received | undefined): Received | Promise<never> {
  return received ?? new Promise<never>(() => {});
}

function orFail(received: Received | undefined): Received {
  if (received !== undefined) return received;
  throw new AntError('no-credential', 'the input ended before a code of this login was pasted', {
    hint: 'run `ant auth login` on a terminal and paste the code that the page shows',
  });
}
