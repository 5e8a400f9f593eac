import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, outcome, startAnt } from '../support/ant.js';
import { tempDir } from '../support/temp.js';
import {
  type Answer,
  alone,
  asked,
  type Case,
  type Given,
  identityToken,
  isLeft,
  json,
  makeWorld,
  TOKEN,
  whole,
} from './exchange-world.js';
import { LEFT } from './left-exchange-cases.js';
import { QUICK } from './quick-exchange-cases.js';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));

const worldOf = ({ answer, token }: Case) =>
  makeWorld({ ...(answer && { answer }), ...(token !== undefined && { token }) });

describe('federation exchange, in one file', () => {
  it.each(QUICK)('$title', async (each) => {
    const job = await worldOf(each);
    const { code = 0, sent = 1 } = each;
    const given = each.given?.(job);
    const quick = await alone(job, given);
    expect(quick.code, quick.err).toBe(code);
    expect(job.sent).toHaveLength(sent);
    expect(await asked(job, given)).toEqual(quick);
    expect(await whole(job, given)).toEqual(quick);
    expect(job.sent).toEqual(Array(3 * sent).fill(job.sent[0]));
    expect(readdirSync(job.home)).toEqual([]);
  });

  it.each(LEFT)('leaves to the whole program, before anything is sent: $title', async (each) => {
    const job = await worldOf(each);
    const { code = 0, sent = 1 } = each;
    const given = each.given?.(job);
    expect(await alone(job, given)).toSatisfy(isLeft);
    expect(job.sent).toEqual([]);
    const ran = await asked(job, given);
    expect(ran.code, ran.err).toBe(code);
    expect(job.sent).toHaveLength(sent);
    expect(withoutTimes(await whole(job, given))).toEqual(withoutTimes(ran));
    expect(job.sent).toEqual(Array(2 * sent).fill(job.sent[0]));
  });
});

/** How long a request took, which `--debug` tells. */
function withoutTimes<Ended extends { readonly err: string }>(ran: Ended): Ended {
  return { ...ran, err: ran.err.replaceAll(/\d+ ms/g, '… ms') };
}

describe('an assertion that may be sent once, on a machine that has nothing of ours', () => {
  const token = identityToken({ jti: 'one' });
  const shown: Given = { words: ['--access-token'] };

  it.each([
    ['the one file and then the whole program', alone, whole],
    ['the whole program and then the one file', whole, alone],
  ])('is sent once by %s', async (_, first, second) => {
    const job = await makeWorld({ token });
    expect(await first(job, shown)).toEqual({ code: 0, out: `${TOKEN}\n`, err: '' });
    const again = await second(job, shown);
    expect(again).toMatchObject({ code: 0, out: `${TOKEN}\n` });
    expect(again.err).toContain('already spent 0 s ago');
    expect(job.sent).toHaveLength(1);
  });

  it('is not sent again when its answer was lost', async () => {
    const answer: Answer = (response) => response.destroy();
    const job = await makeWorld({ answer, token });
    expect((await alone(job, shown)).code).toBe(5);
    expect((await alone(job, shown)).code).toBe(3);
    expect((await whole(job, shown)).code).toBe(3);
    expect(job.sent).toHaveLength(1);
  });

  it('may be sent again when it was refused', async () => {
    const job = await makeWorld({ answer: json(400, { error: 'invalid_grant' }), token });
    const refused = await alone(job, shown);
    expect(refused.code).toBe(4);
    expect(await whole(job, shown)).toEqual(refused);
    expect(job.sent).toHaveLength(2);
  });

  it('is sent once by six that want it at once', async () => {
    const job = await makeWorld({ token });
    const ran = await Promise.all(
      [alone, whole, asked, alone, whole, asked].map((run) => run(job, shown)),
    );
    expect(ran.map(({ code, out }) => [code, out])).toEqual(Array(6).fill([0, `${TOKEN}\n`]));
    expect(job.sent).toHaveLength(1);
  });
});

describe('an exchange that is told to stop', () => {
  it.each([
    ['in one file', []],
    ['by the whole program', ['--no-color']],
  ])('says so and sends nothing more, %s', async (_, first) => {
    let running: ReturnType<typeof startAnt> | undefined;
    const job = await makeWorld({ answer: () => running?.kill('SIGTERM') });
    running = startAnt([...first, 'federation', 'exchange'], { env: job.env });
    const err = 'ant: error: interrupted\n';
    expect(await outcome(running)).toEqual({ code: 143, out: '', err });
    expect(job.sent).toHaveLength(1);
  });
});

it.each([
  ['in one file', []],
  ['by the whole program', ['--no-color']],
])('from a directory that is gone an exchange says so, %s', async (_, first) => {
  const { env } = await makeWorld({});
  const words = [BIN, ...first, 'federation', 'exchange'];
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'cd "$0" && rmdir "$0" && exec node "$@"', tempDir(), ...words],
    { env: bareEnvironment({ ...env, ANTHROPIC_CONFIG_DIR: undefined }), encoding: 'utf8' },
  );
  expect([status, stdout]).toEqual([6, '']);
  expect(stderr).toMatch(/^ant: error: the current directory no longer exists\nant: hint: /);
});
