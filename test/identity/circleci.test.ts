import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { circleci } from '../../src/identity/circleci.js';
import { runChild } from '../../src/node/child.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { ask, PLATFORM, pathWith, refusal, told, unhurried } from './asking.js';

const ORGANIZATION = '5a5db0c5-0000-4000-8000-0000000000c1';
const cli = (behaviour: string) => () => pathWith('circleci', 'circleci-cli', behaviour);
const noProgram = () => ({ PATH: '/nowhere' });

async function job(kind: string, path: () => Env) {
  const env = { ...(await startStandin('circleci', kind)).ready, ...path() };
  return fakeHost({ env, child: runChild, sleep: unhurried });
}

test('the job’s own program makes a token for any audience', async () => {
  expect(await ask(await job('plain', cli('')), { id: 'circleci' })).toMatchObject({
    claims: { aud: PLATFORM, iss: `https://oidc.circleci.com/org/${ORGANIZATION}` },
  });
});

test('an audience is JSON to the program, whatever is in it', async () => {
  const audience = 'a"b\\c $(id)';
  expect(await ask(await job('plain', cli('')), { id: 'circleci', audience })).toMatchObject({
    claims: { aud: audience },
  });
});

test.each([
  ['plain', expect.stringContaining('/vcs-ref/refs/heads/main')],
  ['first-version', expect.not.stringContaining('vcs-ref')],
])(
  'for the organization’s id the %s job’s variable is enough, and no program runs',
  async (kind, sub) => {
    const host = await job(kind, noProgram);
    expect(await ask(host, { id: 'circleci', audience: ORGANIZATION })).toMatchObject({
      claims: { aud: ORGANIZATION, sub },
    });
  },
);

const RULE = new RegExp(
  `rule to exactly ${ORGANIZATION} and ask for that: --audience ${ORGANIZATION}`,
);

test.each([
  ['is not there', noProgram, /could not start circleci: no such program/, RULE],
  ['is the one for laptops', cli('is-the-local-one'), /another circleci than the one/, RULE],
  ['fails', cli('fails'), /circleci failed \(exit code 1\)$/, /by hand .*circleci run oidc get/],
  ['prints nothing', cli('prints-nothing'), /something other than one JWT/, /by hand/],
  ['mints for another', cli('mints-for-another'), /audience "somebody-else"/, /--audience/],
])('a program that %s is named, with the way out', async (_, path, says, hints) => {
  expect(await ask(await job('plain', path), { id: 'circleci' })).toEqual(refusal(says, hints));
});

test('E32: what the program says in its trouble stays out of the message', async () => {
  const host = await job('plain', cli('fails'));
  expect(told(await ask(host, { id: 'circleci' }))).not.toContain(host.env.CIRCLE_OIDC_TOKEN);
});

test('E55: a program that hangs is ended after ten seconds', async () => {
  const { env } = await job('plain', cli('hangs'));
  const host = fakeHost({ env, child: runChild });
  expect(await ask(host, { id: 'circleci' })).toEqual(
    refusal(/took longer than 10 seconds/, /by hand/),
  );
});

test('E52: a fork’s build is told why it has none', async () => {
  const host = await job('fork', noProgram);
  expect(await ask(host, { id: 'circleci' })).toEqual(
    refusal(
      /CIRCLE_OIDC_TOKEN_V2 is not set/,
      /fork’s pull request gets none: run the job on a branch/,
    ),
  );
});

test.each<[string, Env, object]>([
  ['elsewhere', { CIRCLE_OIDC_TOKEN: 'a.b.c' }, { state: 'absent', lookedFor: ['CIRCLECI'] }],
  ['E53: of a job without its tokens', { CIRCLECI: 'true' }, { state: 'broken' }],
  [
    'E53: of a job with an empty one',
    { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN_V2: '' },
    { state: 'broken', because: 'CIRCLE_OIDC_TOKEN_V2 is empty' },
  ],
  [
    'in a job',
    { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN: 'a.b.c' },
    { state: 'present', evidence: ['CIRCLECI', 'CIRCLE_OIDC_TOKEN'] },
  ],
])('detection %s', async (_, env, detection) => {
  expect(await circleci.detect(fakeHost({ env }), {})).toMatchObject(detection);
});
