import { AntError } from '../errors.js';
import type { Host, HttpRequest, HttpResponse } from '../host.js';

type Machine = Pick<Host, 'http' | 'sleep' | 'interrupt'>;

export type Patience = {
  /** Requests at most, the first one included. Default 4. */
  readonly tries?: number;
  /** Milliseconds to spend on waiting between them. Default 15,000. */
  readonly waiting?: number;
  /** Further statuses that mean "not yet", besides 429 and 500 to 504. */
  readonly notYet?: readonly number[];
  /** Whether nobody listening means "not yet": a metadata server starts after its workload. */
  readonly untilUp?: boolean;
};

const NOT_YET = [429, 500, 502, 503, 504];

/**
 * Asks until there is an answer or patience is at its end: then the last answer, or the last error, is the
 * caller's. Waits as long as `Retry-After` says (RFC 9110 section 10.2.3), else 0.25 s, 0.5 s, 1 s, …
 * For requests that may be repeated, which all questions for an identity token may.
 */
export async function askPatiently(
  machine: Machine,
  request: HttpRequest,
  { tries = 4, waiting = 15_000, notYet = [], untilUp = false }: Patience = {},
): Promise<HttpResponse> {
  const again = [...NOT_YET, ...notYet];
  let left = waiting;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(machine, request);
    const worthIt = answer instanceof AntError ? untilUp : again.includes(answer.status);
    const pause = pauseAfter(answer, attempt);
    if (!worthIt || attempt >= tries || pause > left) return orThrow(answer);
    left -= pause;
    await machine.sleep(pause, machine.interrupt);
  }
}

async function ask(machine: Machine, request: HttpRequest): Promise<HttpResponse | AntError> {
  try {
    return await machine.http(request);
  } catch (error) {
    if (error instanceof AntError && error.code === 'network') return error;
    throw error;
  }
}

function orThrow(answer: HttpResponse | AntError): HttpResponse {
  if (answer instanceof AntError) throw answer;
  return answer;
}

/** Milliseconds. A date in `Retry-After` is not worked out: no source is known to send one. */
function pauseAfter(answer: HttpResponse | AntError, attempt: number): number {
  const asked = answer instanceof AntError ? undefined : answer.headers['retry-after'];
  if (asked !== undefined && /^\d{1,6}$/.test(asked)) return Number(asked) * 1000;
  return 125 * 2 ** attempt;
}
