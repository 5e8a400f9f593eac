import { expect, test } from 'vitest';
import type { Env } from '../../src/host.js';
import { gitlab } from '../../src/identity/gitlab.js';
import { fakeHost } from '../support/host.js';
import { startStandin } from '../support/standin.js';
import { ask, PLATFORM, refusal } from './asking.js';

const job = async (author: string) =>
  fakeHost({ env: (await startStandin('gitlab', author)).ready });

const MAIN = 'project_path:acme/api:ref_type:branch:ref:main';

test.each([
  ['the usual name', 'plain', {}],
  ['a name of the author’s own', 'renamed', {}],
  ['a name that is said', 'renamed', { variable: 'DEPLOY_TOKEN' }],
  ['one of several entries, the one that is for the platform', 'several', {}],
  ['an instance that signs as another issuer, under the usual name', 'other-issuer', {}],
])('a job’s ID token is found: %s', async (_, author, settings) => {
  const host = await job(author);
  const outcome = await ask(host, { id: 'gitlab', settings });
  expect(outcome).toMatchObject({ claims: { sub: MAIN, project_path: 'acme/api' } });
  expect(host.sent).toEqual([]);
});

test('of several entries the one for the audience is taken, whichever that is', async () => {
  const outcome = await ask(await job('several'), { id: 'gitlab', audience: 'sts.amazonaws.com' });
  expect(outcome).toMatchObject({ claims: { aud: 'sts.amazonaws.com' } });
});

const entry = (name = 'ANTHROPIC_ID_TOKEN', aud = PLATFORM) =>
  new RegExp(`in .gitlab-ci.yml:\nid_tokens:\n {2}${name}:\n {4}aud: ${aud}$`);

test.each([
  ['E52: no entry', 'none', {}, /asks for no ID token/, entry()],
  ['an empty one', 'empty', {}, /ANTHROPIC_ID_TOKEN is empty/, entry()],
  ['a variable that was not expanded', 'literal', {}, /TOKEN does not hold a JWT/, entry()],
  [
    'one for somebody else',
    'other-audience',
    {},
    /no identity token for "https:\/\/api.anthropic.com": ANTHROPIC_ID_TOKEN is for "https:\/\/vault/,
    entry(),
  ],
  ['E54: a JWT that GitLab did not sign', 'foreign', {}, /asks for no ID token/, entry()],
  ['the token that old servers give for themselves', 'old', {}, /asks for no ID token/, entry()],
  ['another name than said', 'plain', { variable: 'CLAUDE' }, /CLAUDE is not set/, entry('CLAUDE')],
  [
    'a name that no variable has, and every object',
    'plain',
    { variable: 'constructor' },
    /constructor is not set/,
    entry('constructor'),
  ],
])('a job with %s is told the entry to write', async (_, author, settings, says, hints) => {
  const outcome = await ask(await job(author), { id: 'gitlab', settings });
  expect(outcome).toEqual(refusal(says, hints));
});

test('the entry to write is for the audience that was asked for', async () => {
  const outcome = await ask(await job('plain'), { id: 'gitlab', audience: 'https://x.example' });
  expect(outcome).toEqual(
    refusal(/for "https:\/\/x.example"/, entry(undefined, 'https://x.example')),
  );
});

test.each<[string, Env, object]>([
  ['elsewhere', {}, { state: 'absent', lookedFor: ['GITLAB_CI'] }],
  [
    'E53: where only a server is named',
    { CI_SERVER_URL: 'https://gitlab.com' },
    { state: 'absent', lookedFor: ['GITLAB_CI'] },
  ],
  [
    'E53: with a token under a free name and no server to compare it with',
    { GITLAB_CI: 'true', DEPLOY_TOKEN: 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL3gifQ.x' },
    { state: 'broken', because: expect.stringContaining('no ID token') },
  ],
  [
    'E53: with one that names no issuer either',
    { GITLAB_CI: 'true', DEPLOY_TOKEN: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x' },
    { state: 'broken', because: expect.stringContaining('no ID token') },
  ],
])('detection %s', async (_, env, detection) => {
  expect(await gitlab.detect(fakeHost({ env }), {})).toMatchObject(detection);
});

test('what was found is named, and is no secret', async () => {
  const host = await job('several');
  expect(await gitlab.detect(host, {})).toEqual({
    state: 'present',
    evidence: ['GITLAB_CI', 'ANTHROPIC_ID_TOKEN', 'AWS_ID_TOKEN', 'DEPLOY_TOKEN'],
  });
});
