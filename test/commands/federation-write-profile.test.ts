import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/federation/exchange.js';
import { run as revokeLocal } from '../../src/commands/federation/revoke-local.js';
import { fakeHost } from '../support/host.js';
import { ACCESS, CONFIG, IDS, job } from './federation-support.js';

const TEMP = '/home/runner/work/_temp';
const ENV_FILE = `${TEMP}/commands/set_env_1`;
const OUTPUT_FILE = `${TEMP}/commands/set_output_1`;

const GITHUB = {
  GITHUB_ACTIONS: 'true',
  RUNNER_TEMP: `${TEMP}/`,
  GITHUB_ENV: ENV_FILE,
  GITHUB_OUTPUT: OUTPUT_FILE,
};
const DISK = { [ENV_FILE]: '', [OUTPUT_FILE]: '' };

type Machine = ReturnType<typeof job>;

/** The variables that a step's file sets. */
function setIn(host: Machine, path = ENV_FILE): Record<string, string> {
  const text = host.disk.get(path)?.text ?? '';
  const entries = [...text.matchAll(/^(\w+)<<(\w+)\n(.*)\n\2\n/gm)];
  return Object.fromEntries(entries.map(([, name = '', , value = '']) => [name, value]));
}

async function handedOver(env = {}): Promise<Machine> {
  const host = job({ env: { ...GITHUB, ...env } }, { disk: DISK });
  await run(host, { ...IDS, write: ['github-profile'] });
  return host;
}

/** The next step of the job, on the same disk. */
function nextStep(host: Machine): Machine {
  const next = fakeHost({ env: setIn(host) });
  return { ...host, env: next.env };
}

describe('--write github-profile', () => {
  it('hands over a private profile with an access token, its end and nothing that renews it', async () => {
    const host = await handedOver();
    const { ANTHROPIC_CONFIG_DIR: directory = '', ...rest } = setIn(host);
    expect(rest).toEqual({ ANTHROPIC_PROFILE: 'ci' });
    expect(setIn(host, OUTPUT_FILE)).toEqual(setIn(host));
    expect(directory).toMatch(new RegExp(`^${TEMP}/ant-profile-[0-9a-f]{32}$`));
    const below = [...host.disk].filter(([path]) => path.startsWith(directory));
    expect(below.length).toBeGreaterThan(4);
    for (const [, { kind, mode }] of below) expect(mode).toBe(kind === 'file' ? 0o600 : 0o700);
    const credentials = JSON.parse(host.disk.get(`${directory}/credentials/ci.json`)?.text ?? '');
    expect(credentials).toEqual({
      version: '1.0',
      type: 'oauth_token',
      access_token: ACCESS,
      expires_at: host.now() + 600,
      ant: { origin: 'https://api.anthropic.com' },
    });
  });

  it('E78: masks the token before anything holds it, and no file of the runner ever does', async () => {
    const order: string[] = [];
    const host = job(
      { env: GITHUB },
      {
        disk: DISK,
        terminal: { out: () => order.push('mask') },
        files: { write: async (path) => void (path.startsWith(TEMP) && order.push(path)) },
      },
    );
    await run(host, { ...IDS, write: ['github-profile'] });
    const [probe, ...rest] = order;
    expect(probe).toBe(`${TEMP}/.ant-probe`);
    expect(rest[0]).toBe('mask');
    expect(rest.length).toBeGreaterThan(2);
    expect(host.disk.get(ENV_FILE)?.text).not.toContain(ACCESS);
  });

  it.each([
    [{}, undefined],
    [{ ANTHROPIC_API_KEY: ' ' }, undefined],
    [{ ANTHROPIC_API_KEY: 'key' }, 'ANTHROPIC_API_KEY'],
    [
      { ANTHROPIC_API_KEY: 'key', ANTHROPIC_AUTH_TOKEN: 'token' },
      'ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN',
    ],
  ])('with %j says what programs use before it', async (env, names) => {
    const { said } = await handedOver(env);
    const warnings = said.filter((line) => line.includes('set here'));
    const expected = `ant: warning: set here, and used before what is handed over: ${names}`;
    expect(warnings).toEqual(names === undefined ? [] : [expected]);
  });

  it('without RUNNER_TEMP is refused before anything is sent', async () => {
    const file = '/github/file_commands/env';
    const env = { ...GITHUB, RUNNER_TEMP: '', GITHUB_ENV: file, GITHUB_OUTPUT: file };
    const host = job({ env }, { disk: { [file]: '' } });
    const refused = run(host, { ...IDS, write: ['github-profile'] });
    await expect(refused).rejects.toThrow('RUNNER_TEMP is not set');
    expect(host.sent).toEqual([]);
  });
});

it('--write azure-pipelines-profile leads the job’s variables to the profile', async () => {
  const env = { TF_BUILD: 'True', AGENT_TEMPDIRECTORY: '/agent/_temp' };
  const host = job({ env });
  await run(host, { ...IDS, write: ['azure-pipelines-profile'] });
  const lines = host.out.join('').trimEnd().split('\n');
  const set = lines.filter((line) => !line.startsWith('##vso[task.setsecret]'));
  expect(lines.indexOf(set[0] ?? '')).toBe(lines.length - 2);
  const [, directory] =
    /^##vso\[task\.setvariable variable=ANTHROPIC_CONFIG_DIR\](\/agent\/_temp\/ant-profile-\w+)$/.exec(
      set[0] ?? '',
    ) ?? [];
  expect(set[1]).toBe('##vso[task.setvariable variable=ANTHROPIC_PROFILE]ci');
  expect(host.disk.get(`${directory}/credentials/ci.json`)?.text).toContain('"access_token"');
});

describe('ant federation revoke-local in a later step', () => {
  it('deletes the profile it is led to, and what the exchange kept where it ran', async () => {
    const host = await handedOver({ ANTHROPIC_FEDERATION_RULE_ID: undefined });
    host.disk.set(`${CONFIG}/credentials/federation-ant/k.json`, {
      ...{ kind: 'file', mode: 0o600, owner: 1000, links: 1 },
      text: JSON.stringify({ access_token: ACCESS }),
    });
    const answer = await revokeLocal(nextStep(host), {});
    expect([...host.disk.values()].some(({ text }) => text.includes(ACCESS))).toBe(false);
    const left = [...host.disk.keys()];
    expect(left.filter((path) => path.includes('ant-profile-'))).toEqual([]);
    expect(left.filter((path) => path.includes('handed-over/'))).toEqual([]);
    expect(left.some((path) => path.startsWith(`${CONFIG}/log`))).toBe(true);
    expect(answer.text()).toMatch(/deleted .*\/credentials\/ci\.json\n/);
  });

  it('finds the profile also where the exchange ran', async () => {
    const host = await handedOver();
    await revokeLocal({ ...host, env: {} }, {});
    expect([...host.disk.keys()].filter((path) => path.includes('ant-profile-'))).toEqual([]);
  });

  it('leaves the directory to whoever signed in there since', async () => {
    const host = await handedOver();
    const { ANTHROPIC_CONFIG_DIR: directory = '' } = setIn(host);
    const login = `${directory}/credentials/ada.json`;
    host.disk.set(login, { kind: 'file', mode: 0o600, owner: 1000, links: 1, text: '{}' });
    await revokeLocal(nextStep(host), {});
    expect(host.disk.has(login)).toBe(true);
    expect(host.disk.has(`${directory}/credentials/ci.json`)).toBe(false);
  });

  it('follows a second exchange of the job back to the first, and to where that ran', async () => {
    const host = await handedOver();
    const first = setIn(host).ANTHROPIC_CONFIG_DIR ?? '';
    const again = { ...host, env: { ...host.env, ...setIn(host), ANTHROPIC_PROFILE: '' } };
    await run(again, { ...IDS, write: ['github-profile'] });
    expect(setIn(host).ANTHROPIC_CONFIG_DIR).not.toBe(first);
    await revokeLocal(nextStep(host), {});
    expect([...host.disk.keys()].filter((path) => path.includes('ant-profile-'))).toEqual([]);
  });
});
