import { expect, test } from 'vitest';
import { run } from '../../src/commands/federation/detect.js';
import type { Env, Host } from '../../src/host.js';
import { ambientSource, detectAll } from '../../src/identity/detect.js';
import { SOURCE_IDS, type SourceSettings } from '../../src/identity/source.js';
import { findSource } from '../../src/identity/table.js';
import { fakeHost } from '../support/host.js';
import { CLIENT, PLACES, type Place, TOKEN } from './places.js';

/** What looking may take: the variables, the kind of machine, and files to read. */
const ALLOWED = ['env', 'files', 'platform', 'files.read'];

/** A machine that tells what else was reached for, and that gives none of it. */
function watched({ env = {}, disk = {} }: Partial<Place>) {
  const reached: string[] = [];
  const guard = <Value extends object>(value: Value, name: (key: string) => string): Value =>
    new Proxy(value, {
      get: (target, key) => {
        const which = name(String(key));
        if (ALLOWED.includes(which)) return Reflect.get(target, key);
        reached.push(which);
        throw new Error(`looking has no need of ${which}`);
      },
    });
  const host = fakeHost({ env, disk });
  const files = guard(host.files, (key) => `files.${key}`);
  return { reached, host: guard<Host>({ ...host, files }, (key) => key) };
}

test('in an empty environment every source looks, and reaches for nothing else', async () => {
  const { reached, host } = watched({});
  const states = (await detectAll(host)).map(({ source, detection }) => [
    source.id,
    detection.state,
  ]);
  expect(states).toEqual(SOURCE_IDS.map((id) => [id, 'absent']));
  expect(reached).toEqual([]);
});

test('every source has a place', () => {
  expect(PLACES.map(({ id }) => id)).toEqual(SOURCE_IDS);
});

test.each(PLACES)(
  'E56: where $id is, it is found, and no source reaches for anything else',
  async ({ id, settings = {}, shownBy, ...place }) => {
    const { reached, host } = watched(place);
    const detection = await findSource(id).detect(host, settings);
    expect(detection).toMatchObject({ state: 'present' });
    expect(JSON.stringify(detection)).toContain(shownBy);
    const present = (await detectAll(host)).filter((each) => each.detection.state === 'present');
    // One that is told all by settings is not there without them.
    const alone = Object.keys(settings).length === 0 ? [id] : [];
    expect(present.map(({ source }) => source.id)).toEqual(alone);
    expect(reached).toEqual([]);
  },
);

test('on a laptop with nothing each source is listed with what would have shown it', async () => {
  const env = { HOME: '/home/ada', PATH: '/usr/bin', SHELL: '/bin/zsh', LANG: 'C.UTF-8' };
  const answer = await run(fakeHost({ env }), {});
  expect(answer.exitCode).toBe(3);
  const [headline, , title, ...lines] = answer.text().trimEnd().split('\n');
  expect(headline).toBe('This machine has no identity that ant knows of.');
  expect(title).toBe('Not here:');
  expect(lines).toHaveLength(PLACES.length);
  PLACES.forEach(({ id, shownBy }, at) => {
    const { asked } = findSource(id);
    const what = asked === 'named' ? `needs --source ${id} and` : 'looked for';
    expect(lines[at]).toMatch(new RegExp(`^ {2}${id} +${what} \\S`));
    expect(lines[at]).toContain(shownBy);
  });
});

test.each<[string, string, Env]>([
  [
    'a job that lacks something is told so once, and below how to mend it',
    'No identity would be presented: Azure Pipelines: SYSTEM_OIDCREQUESTURI is not set.',
    { TF_BUILD: 'True', SYSTEM_ACCESSTOKEN: 't' },
  ],
  [
    'of two identities it is said how to choose',
    'No identity would be presented: more than one identity is here: gitlab, vercel (choose one: --source gitlab or --source vercel).',
    { GITLAB_CI: 'true', VERCEL: '1' },
  ],
  [
    'a person’s keys are not called nothing',
    'No identity would be presented unless it is named: --source aws.',
    { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIA' },
  ],
])('%s', async (_, headline, env) => {
  const answer = await run(fakeHost({ env }), {});
  expect(answer.text().split('\n')[0]).toBe(headline);
});

test.each<[string, string, Env, SourceSettings]>([
  ['the region that AWS lacks', 'aws', { AWS_LAMBDA_FUNCTION_NAME: 'f' }, { region: 'us-east-1' }],
  [
    'the name of a GitLab job’s token',
    'gitlab',
    { GITLAB_CI: 'true', MINE: TOKEN },
    { variable: 'MINE' },
  ],
])('settings without a source may say %s', async (_, id, env, settings) => {
  const host = fakeHost({ env });
  const without = await detectAll(host);
  expect(() => ambientSource(without)).toThrow();
  expect(ambientSource(await detectAll(host, settings))?.source.id).toBe(id);
});

test.each<[string, SourceSettings]>([
  ['spiffe', { socket: 'tcp://127.0.0.1:8081' }],
  ['kubernetes', { token_file: '/run/token' }],
  ['okta', { ...CLIENT, private_key_file: '/keys/key.pem' }],
])('settings without a source never make %s of a machine', async (_, settings) => {
  const host = fakeHost({ disk: { '/run/token': TOKEN, '/keys/key.pem': '-----BEGIN' } });
  expect(ambientSource(await detectAll(host, settings))).toBeUndefined();
});

test('settings of another source do not mend one', async () => {
  const host = fakeHost({ env: { AWS_LAMBDA_FUNCTION_NAME: 'f' } });
  const detected = await detectAll(host, { region: 'us-east-1', variable: 'MINE' });
  expect(() => ambientSource(detected)).toThrow('no region is set');
});
