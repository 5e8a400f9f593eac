import { type Answer, isSame, type NoAnswer, readAnswer, readCode, WRONG_STATE } from './answer.js';

/** An answer and the redirect URI it came by, which the exchange has to repeat. */
export type Received = { readonly answer: Answer; readonly redirectUri: string };

/** What this login sent out, and so what may come back. */
export type Expected = {
  readonly state: string;
  /** Ends on a page that shows `<code>#<state>`. */
  readonly manualRedirect: string;
  /** Where a listener waits, when one does. */
  readonly loopbackRedirect?: string;
};

/** More than any redirect, also a wrapped and percent-encoded one. */
const LONGEST = 16_384;
/** Shorter is somebody's "yes", not a code. Only asked where no state proves that it is an answer. */
const SHORTEST_BARE_CODE = 8;

/**
 * Reads what a person pasted: `code#state`, a bare code, or the whole address the browser ended on;
 * quoted, wrapped over lines or percent-encoded, as terminals and chats leave it.
 */
export function readPaste(text: string, expected: Expected): Received | NoAnswer {
  if (text.length > LONGEST) return { kind: 'no-answer', because: 'it is too long' };
  const pasted = unwrap(text);
  if (pasted === '') return { kind: 'no-answer', because: 'nothing was pasted' };
  const address = asAddress(pasted);
  if (address !== undefined) return readAddress(address, expected);

  const [code = '', ...rest] = pasted.split('#');
  const state = rest.join('#');
  if (rest.length > 0 && !isSame(state, expected.state)) return WRONG_STATE;
  if (rest.length === 0 && code.length < SHORTEST_BARE_CODE) {
    return { kind: 'no-answer', because: 'it is too short to be a code' };
  }
  return by(expected.manualRedirect, readCode(code));
}

/** Blanks and line breaks are the terminal's, quotes and angle brackets the chat's; none is in a code. */
function unwrap(text: string): string {
  const bare = text.replace(/[\s\u200b\ufeff]+/g, '').replace(/^["'`<(]+|["'`>),;]+$/g, '');
  const encoded = /^https?%3a%2f%2f/i.test(bare) || (/%23/.test(bare) && !/[#:]/.test(bare));
  return encoded ? decode(bare) : bare;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Browsers show a loopback address without its scheme, so it is pasted without. */
function asAddress(pasted: string): URL | undefined {
  const bareHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\//i.test(pasted);
  const text = bareHost ? `http://${pasted}` : pasted;
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}

function readAddress(address: URL, expected: Expected): Received | NoAnswer {
  const { manualRedirect, loopbackRedirect } = expected;
  if (address.pathname.endsWith('/oauth/authorize')) {
    return { kind: 'no-answer', because: 'it is the address to open; paste where it leads' };
  }
  const redirectUri = isAt(address, manualRedirect) ? manualRedirect : loopbackRedirect;
  if (redirectUri === undefined || !isAt(address, redirectUri)) {
    return { kind: 'no-answer', because: 'it is not an address that this login leads to' };
  }
  return by(redirectUri, readAnswer(address.searchParams, expected.state));
}

function isAt(address: URL, redirectUri: string): boolean {
  return placeOf(address) === placeOf(new URL(redirectUri));
}

/** A person may have tried this machine by its number. */
function placeOf({ protocol, hostname, port, pathname }: URL): string {
  const host = hostname.replace(/^(?:127\.0\.0\.1|\[::1\])$/, 'localhost');
  return `${protocol}//${host}:${port}${pathname}`;
}

function by(redirectUri: string, answer: Answer | NoAnswer): Received | NoAnswer {
  return answer.kind === 'no-answer' ? answer : { answer, redirectUri };
}
