import { AntError } from '../../errors.js';
import type { sandboxStart } from '../../grammar/sandbox.js';
import type { Input } from '../../grammar/spec.js';
import type { Handler, Host } from '../../host.js';
import { renderJson } from '../../output/json.js';
import { DEFAULT_SEED } from '../../sandbox/default-seed.js';
import { checkMatches, readSeed } from '../../sandbox/read-seed.js';
import { createSandbox } from '../../sandbox/sandbox.js';
import type { Seed } from '../../sandbox/seed.js';
import { readState, type State } from '../../sandbox/state.js';
import type { Run } from '../command.js';
import { SANDBOX_PORT } from './running.js';

/** Serves the sandbox on loopback until the person stops it. */
export const run: Run<Input<typeof sandboxStart>> = async (host, input) => {
  const seed = await loadSeed(host, input.seed);
  const state = await loadState(host, input.state);
  const sandbox = createSandbox({
    seed,
    ...(state !== undefined && { state }),
    now: host.now,
    random: host.random,
    ...(input.state !== undefined && { save: saver(host, input.state) }),
  });
  const listener = await host.listen({
    port: input.port ?? SANDBOX_PORT,
    handle: telling(host, sandbox.handle),
  });
  announce(host, listener.port, input.json === true);
  await interrupted(host.interrupt);
  await listener.close();
  return { value: undefined, text: () => '' };
};

async function loadSeed({ files }: Pick<Host, 'files'>, path: string | undefined): Promise<Seed> {
  if (path === undefined) return readSeed(JSON.stringify(DEFAULT_SEED), 'the default seed');
  const found = await files.read(path, { follow: true });
  if (found?.kind !== 'file') {
    throw new AntError('file', `there is no seed file at ${path}`, {
      hint: 'leave --seed out to use the default one',
    });
  }
  const seed = readSeed(found.text, path);
  await checkMatches(seed, path);
  return seed;
}

/** Nothing yet is a fresh start: the file is written when something happens. */
async function loadState(
  { files }: Pick<Host, 'files'>,
  path: string | undefined,
): Promise<State | undefined> {
  const found = path === undefined ? undefined : await files.read(path);
  return found === undefined || path === undefined ? undefined : readState(found.text, path);
}

/** A disk that is full must not take the sandbox down; it is said instead. */
function saver({ files, terminal }: Pick<Host, 'files' | 'terminal'>, path: string) {
  return async (state: string): Promise<void> => {
    try {
      await files.write(path, `${state}\n`, { mode: 0o600, directoryMode: 0o700 });
    } catch (error) {
      if (!(error instanceof AntError)) throw error;
      terminal.say(`sandbox: the state is not saved: ${error.message}`);
    }
  };
}

/** One line on stderr for each request: what a person watching wants to see. */
function telling({ terminal }: Pick<Host, 'terminal'>, handle: Handler): Handler {
  return async (request) => {
    const answer = await handle(request);
    terminal.say(`${request.method} ${new URL(request.url).pathname} ${answer.status}`);
    return answer;
  };
}

function announce({ terminal }: Pick<Host, 'terminal'>, port: number, json: boolean): void {
  const base_url = `http://localhost:${port}`;
  const flag = port === SANDBOX_PORT ? '' : ` --port ${port}`;
  terminal.say(`the sandbox listens on ${base_url}, on this machine only
it is not the real Claude Platform, and its tokens work nowhere else

to point ant and the official SDKs at it, in another terminal:
  eval "$(ant sandbox env${flag})"          (--shell fish, powershell or cmd for those)

press Ctrl-C to stop it
`);
  if (json) terminal.out(renderJson({ sandbox: true, port, base_url }));
}

function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
