import type { Handler, HttpRequest, HttpResponse } from '../host.js';
import { recordOf } from './recorder.js';
import { Refusal, refuse } from './reply.js';
import { ROUTES } from './routes.js';
import type { Seed } from './seed.js';
import { emptyState, type State, sweep } from './state.js';
import type { Endpoint, World } from './world.js';

export type Setup = {
  readonly seed: Seed;
  /** What an earlier sandbox saved; default: nothing has happened yet. */
  readonly state?: State;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Called with the whole state, as JSON, whenever it has changed. Must not reject. */
  readonly save?: (state: string) => Promise<void>;
};

export type Sandbox = {
  /** The platform as one function: `host.listen` puts it on a port, a test just calls it. */
  readonly handle: Handler;
};

const RECORDED = 500;

/** A Claude Platform with the seed's organizations in it. Its origin is whatever it is asked at. */
export function createSandbox(setup: Setup): Sandbox {
  const { seed, now, random, state = emptyState() } = setup;
  const world: World = { seed, state, now, random, tickets: new Map(), recorded: [] };
  const keep = keeper(state, setup.save);
  const handle: Handler = async (request) => {
    sweep(state, now());
    const url = new URL(request.url);
    const answer = await answerAt(world, request, url);
    if (!url.pathname.startsWith('/sandbox/')) {
      world.recorded.push(recordOf(request, url, answer));
      world.recorded.splice(0, world.recorded.length - RECORDED);
    }
    await keep();
    return answer;
  };
  return { handle };
}

/** One save at a time and in order, so that an older state never lands on a newer one. */
function keeper(state: State, save: Setup['save']): () => Promise<void> {
  let kept = JSON.stringify(state);
  let saving = Promise.resolve();
  return async () => {
    if (save === undefined) return;
    const text = JSON.stringify(state);
    if (text !== kept) saving = saving.then(() => save(text));
    kept = text;
    await saving;
  };
}

async function answerAt(world: World, request: HttpRequest, url: URL): Promise<HttpResponse> {
  const requestId = `req_01Sandbox${Buffer.from(world.random(9)).toString('hex')}`;
  const answer = await attempt(requestId, () =>
    endpointFor(request, url)(world, { request, url, requestId }),
  );
  const headers = { ...answer.headers, 'request-id': requestId, 'x-ant-sandbox': '1' };
  return { ...answer, headers };
}

async function attempt(requestId: string, run: () => ReturnType<Endpoint>) {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return error.answer(requestId);
    throw error;
  }
}

function endpointFor({ method }: HttpRequest, { pathname }: URL): Endpoint {
  const found = ROUTES.find(([verb, path]) => verb === method && path.test(pathname));
  if (found !== undefined) return found[2];
  throw refuse('not_found_error', 'there is nothing here');
}
