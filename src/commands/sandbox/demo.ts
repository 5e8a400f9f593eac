import type { sandboxDemo } from '../../grammar/sandbox.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { DEFAULT_SEED } from '../../sandbox/default-seed.js';
import { readSeed } from '../../sandbox/read-seed.js';
import { createSandbox } from '../../sandbox/sandbox.js';
import type { Run } from '../command.js';
import type { Stage } from './demo-stage.js';
import { callApi, denial, exchange, goodbye, identity, signIn } from './demo-story.js';

/** Plays the product's main job from end to end, and leaves nothing behind, however it ends. */
export const run: Run<Input<typeof sandboxDemo>> = async (host, input) => {
  const sandbox = createSandbox({
    seed: readSeed(JSON.stringify(DEFAULT_SEED), 'the default seed'),
    now: host.now,
    random: host.random,
  });
  const listener = await host.listen({ port: 0, handle: sandbox.handle });
  const directory = await host.files.temporary('ant-demo-');
  const stage: Stage = {
    host,
    port: listener.port,
    origin: `http://localhost:${listener.port}`,
    directory,
    tell: input.json ? () => undefined : (line) => host.terminal.out(`${line}\n`),
    played: [],
  };
  try {
    await playAll(stage);
  } finally {
    await host.files.removeTree(directory);
    await listener.close();
  }
  stage.tell('The sandbox is stopped and its files are gone. Nothing was left behind.');
  return { value: { schema_version: 1, played: stage.played }, text: () => '' };
};

async function playAll(stage: Stage): Promise<void> {
  stage.tell(
    `1. A sandbox of the Claude Platform now listens on ${stage.origin}, on this machine only.`,
  );
  stage.tell('   Everything below is real HTTP, real signatures and real files, with no account.');
  await signIn(stage, await freePort(stage.host));
  await callApi(stage);
  await identity(stage);
  await exchange(stage);
  await denial(stage);
  await goodbye(stage);
  stage.tell('');
}

/** A port that was free a moment ago, for the login to be told to listen on. */
async function freePort(host: Pick<Host, 'listen'>): Promise<number> {
  const listener = await host.listen({ port: 0, handle: async () => NOBODY });
  await listener.close();
  return listener.port;
}

const NOBODY = { status: 404, headers: {}, body: '' } as const;
