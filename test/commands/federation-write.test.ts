import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/federation/exchange.js';
import { ACCESS, CONFIG, IDS, identityToken, job } from './federation-support.js';

const TEMP = '/home/runner/work/_temp';
const COMMANDS = `${TEMP}/_runner_file_commands`;
const ENV_FILE = `${COMMANDS}/set_env_1`;
const OUTPUT_FILE = `${COMMANDS}/set_output_1`;

const RUNNER = {
  GITHUB_ACTIONS: 'true',
  RUNNER_TEMP: TEMP,
  GITHUB_ENV: ENV_FILE,
  GITHUB_OUTPUT: OUTPUT_FILE,
};

/** As the top of a work tree is known by. */
const REPOSITORY = { '/home/ada/.git/HEAD': 'ref: refs/heads/main' };

const DISK = { [ENV_FILE]: '', [OUTPUT_FILE]: 'earlier=1' };

describe('--write github', () => {
  it('E78: has the token masked, in every form of eight characters and more, before it is written', async () => {
    const order: string[] = [];
    const host = job(
      { env: RUNNER },
      {
        disk: DISK,
        terminal: { out: (text) => order.push(text) },
        files: {
          append: async (path, text) => {
            if (text !== '' && path.startsWith(TEMP)) order.push(path);
          },
        },
      },
    );
    await run(host, { ...IDS, write: ['github'] });
    const [masks = '', ...files] = order;
    expect(files).toEqual([ENV_FILE, OUTPUT_FILE]);
    const lines = masks.trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith('::add-mask::'))).toBe(true);
    const masked = lines.map((line) => decodeURIComponent(line.slice('::add-mask::'.length)));
    expect(masked).toContain(ACCESS);
    expect(masked).toContain(encodeURIComponent(ACCESS));
    expect(masked.some((form) => form.startsWith(btoa(ACCESS).slice(0, 40)))).toBe(true);
    expect(masked.every((form) => form.length >= 8)).toBe(true);
  });

  it('E76: sets a variable and an output, each between delimiters nobody can guess', async () => {
    const env = { ...RUNNER, ANTHROPIC_BASE_URL: 'http://127.0.0.1:8421/' };
    const host = job({ env }, { disk: DISK });
    const answer = await run(host, { ...IDS, write: ['github'] });
    const text = host.disk.get(ENV_FILE)?.text ?? '';
    const entry = /^(ANTHROPIC_AUTH_TOKEN<<(ant_[0-9a-f]{32})\n(.+)\n\2\n)/.exec(text);
    expect(entry?.[3]).toBe(ACCESS);
    const rest = text.slice(entry?.[0].length ?? 0);
    const url = /^ANTHROPIC_BASE_URL<<(ant_[0-9a-f]{32})\n(.+)\n\1\n$/.exec(rest);
    expect(url?.[2]).toBe('http://127.0.0.1:8421');
    expect(url?.[1]).not.toBe(entry?.[2]);
    expect(host.disk.get(OUTPUT_FILE)?.text).toMatch(/^earlier=1\nANTHROPIC_AUTH_TOKEN<</);
    expect(answer.text()).not.toContain(ACCESS);
    expect(JSON.stringify(answer.value)).not.toContain(ACCESS);
  });

  it('names no base URL where it is the platform’s own', async () => {
    const host = job({ env: RUNNER }, { disk: DISK });
    await run(host, { ...IDS, write: ['github'] });
    expect(host.disk.get(ENV_FILE)?.text).not.toContain('BASE_URL');
  });

  it.each([
    ['no step of GitHub Actions', { GITHUB_ACTIONS: undefined }, {}, 'usage'],
    ['no GITHUB_OUTPUT', { GITHUB_OUTPUT: '' }, {}, 'usage'],
    ['a file that is missing', { GITHUB_ENV: `${COMMANDS}/gone` }, {}, 'file'],
    ['a link', {}, { [ENV_FILE]: { kind: 'symlink', target: '/etc/profile' } }, 'file'],
    ['a hard link', {}, { [ENV_FILE]: { links: 2 } }, 'file'],
    [
      'a link in place of its directory',
      {},
      { [COMMANDS]: { kind: 'symlink', target: '/x' } },
      'file',
    ],
    [
      'another directory',
      { GITHUB_ENV: '/home/ada/project/env' },
      { '/home/ada/project/env': '' },
      'file',
    ],
    ['a way out of the directory', { GITHUB_ENV: `${TEMP}/../../x` }, {}, 'file'],
    [
      'a directory that only begins alike',
      { GITHUB_ENV: `${TEMP}-evil/x` },
      { [`${TEMP}-evil/x`]: '' },
      'file',
    ],
  ] as const)('E77: %s is refused before anything is sent', async (_story, env, disk, code) => {
    const host = job({ env: { ...RUNNER, ...env } }, { disk: { ...DISK, ...disk } });
    await expect(run(host, { ...IDS, write: ['github'] })).rejects.toMatchObject({ code });
    expect(host.sent).toEqual([]);
    expect(host.out).toEqual([]);
  });

  it.each(['github', 'github-profile', 'azure-pipelines', 'azure-pipelines-profile'])(
    'is refused elsewhere, in words that hold for each form: %s',
    async (target) => {
      await expect(run(job({ env: {} }), { ...IDS, write: [target] })).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/^this is no step of (GitHub Actions|Azure Pipelines): /),
      });
    },
  );

  it.each([['/github/file_commands/set_env_1'], ['/var/run/act/workflow/envs.txt']])(
    'knows where a container keeps its file: %s',
    async (path) => {
      const host = job({ env: { ...RUNNER, GITHUB_ENV: path } }, { disk: { ...DISK, [path]: '' } });
      await run(host, { ...IDS, write: ['github'] });
      expect(host.disk.get(path)?.text).toContain(ACCESS);
    },
  );
});

describe('--write azure-pipelines', () => {
  it('sets a secret variable by the agent’s commands, escaped', async () => {
    const host = job({ env: { TF_BUILD: 'True' } });
    await run(host, { ...IDS, write: ['azure-pipelines'] });
    const lines = host.out.join('').split('\n');
    const escaped = ACCESS.replaceAll('%', '%AZP25');
    const setting = `##vso[task.setvariable variable=ANTHROPIC_AUTH_TOKEN;issecret=true]${escaped}`;
    const mask = `##vso[task.setsecret]${escaped}`;
    expect(lines).toContain(setting);
    expect(lines.indexOf(mask)).toBeLessThan(lines.indexOf(setting));
    expect(lines.indexOf(mask)).toBeGreaterThanOrEqual(0);
  });

  it('anywhere else it would print the token, and is refused', async () => {
    const host = job();
    const refused = run(host, { ...IDS, write: ['azure-pipelines'] });
    await expect(refused).rejects.toMatchObject({ code: 'usage' });
    expect(host.out).toEqual([]);
  });
});

it('E76: a claim that reads like an agent’s command is none in the summary', async () => {
  const sub = 'sc://org/project/##vso[task.setvariable variable=PATH]x';
  const env = { TF_BUILD: 'True', ANTHROPIC_IDENTITY_TOKEN: identityToken(300, { sub }) };
  const answer = await run(job({ env }), { ...IDS, write: ['azure-pipelines'] });
  expect(answer.text()).not.toContain('##vso');
  expect(answer.text()).toContain('task.setvariable');
});

describe('--write of files', () => {
  const IGNORED = { exitCode: 0 };

  it.each([
    ['file:out/token', `${ACCESS}\n`],
    ['dotenv:out/token', `ANTHROPIC_AUTH_TOKEN='${ACCESS}'\n`],
    ['gitlab:out/token', `ANTHROPIC_AUTH_TOKEN=${ACCESS}\n`],
  ])('%s is private, and holds the token and no more', async (target, text) => {
    const host = job({ git: IGNORED });
    await run(host, { ...IDS, write: [target] });
    expect(host.disk.get('/home/ada/project/out/token')).toMatchObject({ mode: 0o600, text });
    expect(host.out).toEqual([]);
  });

  it('leaves a note for who deletes it, with nothing of the token in it', async () => {
    const host = job({ git: IGNORED });
    await run(host, { ...IDS, write: ['file:/tmp/token'] });
    const notes = [...host.disk].filter(([path]) => path.startsWith(`${CONFIG}/handed-over/`));
    expect(notes.map(([, { text }]) => text).join('')).toContain('"/tmp/token"');
    expect(notes.map(([, { text }]) => text).join('')).not.toContain('oat01');
  });

  it.each([
    ['git would add it', { exitCode: 1 }, 'file'],
    ['git does not say', { exitCode: 128, err: 'fatal: detected dubious ownership' }, 'file'],
  ] as const)('refused before anything is sent: %s', async (_story, git, code) => {
    const host = job({ git });
    await expect(run(host, { ...IDS, write: ['file:token'] })).rejects.toMatchObject({ code });
    expect(host.sent).toEqual([]);
  });

  it.each([
    ['in no repository', { exitCode: 128, err: 'fatal: not a git repository' } as const, {}, 0],
    ['where there is no git, and no repository either', 'absent' as const, {}, 0],
    ['in a repository without git, with a note', 'absent' as const, REPOSITORY, 1],
  ])('written: %s', async (_story, git, disk, notes) => {
    const host = job({ git }, { disk });
    await run(host, { ...IDS, write: ['file:token'] });
    expect(host.disk.get('/home/ada/project/token')?.text).toContain(ACCESS);
    expect(host.said.filter((line) => line.includes('no git here'))).toHaveLength(notes);
  });

  it('a link in its place is refused', async () => {
    const disk = { '/tmp/token': { kind: 'symlink', target: '/etc/motd' } } as const;
    const host = job({ git: IGNORED }, { disk });
    const refused = run(host, { ...IDS, write: ['file:/tmp/token'] });
    await expect(refused).rejects.toMatchObject({ code: 'file' });
    expect(host.sent).toEqual([]);
  });

  it('of several targets each gets it, and none when one is impossible', async () => {
    const host = job({ git: IGNORED });
    const refused = run(host, { ...IDS, write: ['file:/tmp/a', 'github'] });
    await expect(refused).rejects.toMatchObject({ code: 'usage' });
    expect(host.disk.has('/tmp/a')).toBe(false);
    const answer = await run(host, { ...IDS, write: ['file:/tmp/a', 'dotenv:/tmp/b'] });
    expect(answer.text()).toMatch(/\/tmp\/a\n.*\/tmp\/b\n/);
  });
});

it.each([
  ['jenkins'],
  ['file'],
  ['file:'],
  ['github:x'],
  ['github-profile:x'],
  ['file-profile:x'],
  ['-profile'],
  ['dotenv'],
  [''],
])('--write %j is no target', async (target) => {
  const refused = run(job(), { ...IDS, write: [target] });
  await expect(refused).rejects.toMatchObject({ code: 'usage' });
});

it.each([
  [{ 'access-token': true, write: ['file:/tmp/t'] }],
  [{ json: true, write: ['github'] }],
  [{ json: true, write: ['azure-pipelines'] }],
] as const)('%j asks for two answers on one stdout', async (input) => {
  const host = job({ env: { ...RUNNER, TF_BUILD: 'True' } }, { disk: DISK });
  await expect(run(host, { ...IDS, ...input })).rejects.toMatchObject({ code: 'usage' });
  expect(host.sent).toEqual([]);
});
