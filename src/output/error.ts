import type { AntError, ErrorCode } from '../errors.js';
import { printable } from '../printable.js';

/** What went wrong, ready to be shown. `unexpected` is a fault of ant itself. */
export type Failure = Pick<AntError, 'message' | 'hint' | 'requestId'> & {
  readonly code: ErrorCode | 'unexpected';
};

/** Lines for stderr: what happened, what to do about it, and what to quote to the platform's support. */
export function renderFailure({ message, hint, requestId }: Failure): readonly string[] {
  const hints = hint === undefined ? [] : hint.split('\n');
  return [
    `ant: error: ${line(message)}`,
    ...hints.map((text) => `ant: hint: ${line(text)}`),
    ...(requestId === undefined ? [] : [`ant: request id: ${line(requestId)}`]),
  ];
}

/** The same as the object that `--json` prints on stderr. */
export function failureValue({ code, message, hint, requestId }: Failure): unknown {
  return { error: { code, message: line(message), hint, request_id: requestId } };
}

/** Whoever wrote the message made it printable; this is for the day somebody forgets. */
function line(text: string): string {
  return printable(text, 1000);
}

/** Where an error came from, for `--debug`: its stack and those of its causes, in lines for stderr. */
export function renderStack(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = (error.stack ?? '').split('\n').map(line);
  return error.cause === undefined ? own : [...own, 'caused by', ...renderStack(error.cause)];
}
