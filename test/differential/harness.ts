import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../src/node/listen.js';
import { startDriver } from './driver.js';
import { NAMES } from './layouts.js';
import {
  environmentOf,
  type Ground,
  layOut,
  layOutAll,
  layoutsOf,
  traceOf,
} from './materialize.js';
import type { Real } from './real.js';
import { createRecorder } from './recorder.js';
import { type Answer, signatureOf } from './signature.js';
import type { State } from './states.js';

const now = () => Math.floor(Date.now() / 1000);

/** What a real client did in one state, and what it said. */
export type Measured = { readonly signature: string; readonly answer: Answer };

/** Runs a real client in every one of these states, one after another. */
export async function measure(
  real: Real,
  root: string,
  states: readonly State[],
): Promise<readonly Measured[]> {
  const recorder = createRecorder(layoutsOf(states));
  const homes = realpathSync(mkdtempSync(join(tmpdir(), 'ant-differential-')));
  const listener = await listen({ port: 0, handle: recorder.handle });
  const driver = startDriver(real.command(root));
  try {
    const jwt = await recorder.mint('repo:acme/variables');
    const ground: Ground = { root: homes, url: `http://127.0.0.1:${listener.port}`, jwt };
    const tokens: Record<string, string> = { variables: `${jwt}\n`, empty: '\n' };
    for (const name of NAMES) tokens[name] = await recorder.mint(`repo:acme/${name}`);
    layOutAll(ground, states, { at: now(), tokens });
    const measured: Measured[] = [];
    for (const state of states) {
      if (state.layout.shortLived) layOut(ground, state.layout, now());
      const before = traceOf(ground, state.layout);
      const answer = await driver.ask(state.id, environmentOf(state, ground));
      const signature = signatureOf(recorder.take(), answer, real.nobody);
      measured.push({ signature, answer });
      if (traceOf(ground, state.layout) !== before) layOut(ground, state.layout, now());
    }
    return measured;
  } finally {
    driver.stop();
    await listener.close();
    rmSync(homes, { recursive: true, force: true });
  }
}
