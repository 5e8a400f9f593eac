import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { exec } from '../commands/exec-start.js';
import { ant } from '../support/ant.js';
import { signedIn } from './exec-machine.js';

const WORK = fileURLToPath(new URL('exec-work.mjs', import.meta.url));

/** The shortest life with some room above the 30 seconds that the SDKs keep to themselves. */
const LIFE = 44;

test('slow: both SDKs outlive the token, without a refresh token in reach', {
  timeout: 90_000,
}, async () => {
  const { env, sandbox } = await signedIn({ accessTokenSeconds: LIFE });
  const { code, out, err } = await exec([process.execPath, WORK, `${LIFE + 4}`], env);
  expect(code, err).toBe(0);
  expect(err).not.toMatch(/^ant: /m);
  const messages = await messagesAt(sandbox.url);
  expect(messages).toHaveLength(Number(out));
  expect(new Set(messages.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(messages.map(({ credential }) => credential)).size).toBeGreaterThan(1);
  // And the person is still signed in: the login was renewed under ant’s own roof.
  expect(await ant(['auth', 'status', '--check'], { env })).toMatchObject({ code: 0 });
});

type Recorded = { readonly path: string; readonly status: number; readonly credential: string };

/** The calls that a sandbox has answered. */
async function messagesAt(url: string): Promise<readonly Recorded[]> {
  const headers = { 'x-ant-sandbox': '1' };
  const answer = await (await fetch(`${url}/sandbox/requests`, { headers })).text();
  const { data }: { readonly data: readonly Recorded[] } = JSON.parse(answer);
  return data.filter(({ path }) => path === '/v1/messages');
}
