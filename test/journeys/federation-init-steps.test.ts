import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bareEnvironment } from '../support/ant.js';
import { needs, onPath } from '../support/require.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';
import { IDS, init, mint, seedOf } from './federation-init-cases.js';
import { CI_CASES } from './federation-init-ci.js';
import { SYSTEMS } from './federation-init-systems.js';
import { BETA, messagesAt } from './messages.js';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));
const CALL = fileURLToPath(new URL('../support/sdk-call.mjs', import.meta.url));

/** A directory for PATH in which `ant` is the built program. */
function withAnt(): string {
  const directory = tempDir();
  writeFileSync(join(directory, 'ant'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(directory, 'ant'), 0o755);
  return directory;
}

function caseOf(provider: keyof typeof SYSTEMS) {
  const { title } = SYSTEMS[provider];
  const found = CI_CASES.find((each) => each.provider === provider && each.title === title);
  if (found === undefined) throw new Error(`${provider} has no case "${title}"`);
  return found;
}

async function work(provider: keyof typeof SYSTEMS) {
  const { words, template = provider, accepted } = caseOf(provider);
  const made = await init(provider, ...words, ...IDS);
  const seed = join(tempDir(), 'seed.json');
  writeFileSync(seed, JSON.stringify(seedOf(made, template)));
  const sandbox = await runSandbox('--seed', seed);
  mkdirSync(sandbox.configDir, { recursive: true });
  const { stepsOf, present, run } = SYSTEMS[provider];
  const call = `'${process.execPath}' '${CALL}' anthropic-sdk-1`;
  const steps = stepsOf(made.snippet.text).map(({ text, env }) => ({
    text: text.replace('./your-program', call),
    env,
  }));
  const ran = await run(steps, {
    HOME: tempDir(),
    PATH: `${withAnt()}:${bareEnvironment().PATH}`,
    ...sandbox.env,
    ...present(await mint(sandbox, { issuer: provider, ...accepted })),
  });
  return { ...ran, messages: await messagesAt(sandbox) };
}

describe.runIf(needs('bash', () => onPath('bash')))('the drafted pipeline', () => {
  test.each([
    'github-actions',
    'azure-pipelines',
    'gitlab',
    'circleci',
    'bitbucket',
    'terraform-cloud',
  ] as const)(
    'of %s gives its program what the official SDK calls the platform with',
    async (provider) => {
      const { code, log, messages } = await work(provider);
      expect(code, log).toBe(0);
      expect(messages).toMatchObject([{ betas: expect.stringContaining(BETA), status: 200 }]);
    },
    60_000,
  );
});
