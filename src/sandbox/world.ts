import type { HttpRequest, HttpResponse } from '../host.js';
import type { AuthorizeRequest } from './authorize-request.js';
import type { Recorded } from './recorder.js';
import type { Seed } from './seed.js';
import type { State } from './state.js';

/** A consent page that is out, waiting for its answer. */
type Ticket = { readonly request: AuthorizeRequest; readonly expiresAt: number };

/** What every endpoint is given: what is set up, what has happened, and the machine's clock and dice. */
export type World = {
  readonly seed: Seed;
  readonly state: State;
  /** By the value of the page's hidden field. */
  readonly tickets: Map<string, Ticket>;
  /** What was asked of the sandbox since it started. */
  readonly recorded: Recorded[];
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

/** One request on its way through. `url` is what it was sent to, `requestId` what it is answered with. */
export type Call = {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly requestId: string;
};

/** What answers one method of one path. */
export type Endpoint = (world: World, call: Call) => HttpResponse | Promise<HttpResponse>;

/** That many random bytes as base64url. */
export function randomText({ random }: Pick<World, 'random'>, bytes: number): string {
  return Buffer.from(random(bytes)).toString('base64url');
}

/** The values of the `anthropic-beta` header. */
export function betasOf({ request }: Call): readonly string[] {
  return (request.headers['anthropic-beta'] ?? '').split(',').map((beta) => beta.trim());
}
