import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/federation/exchange.js';
import { AntError } from '../../src/errors.js';
import { fakeDisk, fakeFiles } from '../support/disk.js';
import { ACCESS, CONFIG, IDS, job } from './federation-support.js';

const TEMP = '/home/runner/work/_temp';
const [ENV_FILE, OUTPUT_FILE] = [`${TEMP}/commands/set_env_1`, `${TEMP}/commands/set_output_1`];
const RUNNER = {
  GITHUB_ACTIONS: 'true',
  RUNNER_TEMP: TEMP,
  GITHUB_ENV: ENV_FILE,
  GITHUB_OUTPUT: OUTPUT_FILE,
};
const DISK = { [ENV_FILE]: '', [OUTPUT_FILE]: '' };

/** A disk on which nothing below that path can be written. */
function readOnly(path: string, start = {}) {
  const disk = fakeDisk(start);
  const files = fakeFiles(disk);
  const refuse = (at: string) => {
    if (at.startsWith(path)) throw new AntError('file', `could not write ${at}: permission denied`);
  };
  const guarded: Pick<typeof files, 'write' | 'append'> = {
    write: async (at, ...rest) => {
      refuse(at);
      await files.write(at, ...rest);
    },
    append: async (at, ...rest) => {
      refuse(at);
      await files.append(at, ...rest);
    },
  };
  return { disk, files: { ...files, ...guarded } };
}

describe('what could not be written is found out before the identity token is spent', () => {
  it.each([
    ['a directory that is not ours', 'file:/srv/token', '/srv'],
    ['a file of the runner that this user may not write to', 'github', ENV_FILE],
    ['a temporary directory that this user may not write to', 'github-profile', `${TEMP}/`],
  ])('%s', async (_story, target, path) => {
    const { files } = readOnly(path, DISK);
    const host = job({ env: RUNNER, git: { exitCode: 0 } }, { files });
    const refused = run(host, { ...IDS, write: [target] });
    await expect(refused).rejects.toMatchObject({ code: 'file', hint: expect.any(String) });
    expect(host.sent).toEqual([]);
  });
});

it('where no note can be left, the token is written all the same, and the person is told', async () => {
  const { disk, files } = readOnly(CONFIG);
  const host = job({ git: { exitCode: 0 } }, { files });
  await run(host, { ...IDS, write: ['file:/srv/token'] });
  expect(disk.get('/srv/token')?.text).toBe(`${ACCESS}\n`);
  expect(host.said.join('\n')).toContain('revoke-local will not find /srv/token');
});

it('a variable that goes before the one that is handed over is named', async () => {
  const host = job({ env: { ...RUNNER, ANTHROPIC_API_KEY: 'key' } }, { disk: DISK });
  await run(host, { ...IDS, write: ['github'] });
  expect(host.said).toContain(
    'ant: warning: set here, and used before what is handed over: ANTHROPIC_API_KEY',
  );
});

it.each([['absent' as const], [{ exitCode: 1 }], [{ exitCode: 128 }]])(
  'a path is shown without what would move the cursor, when git says %j',
  async (git) => {
    const host = job({ git }, { disk: { '/srv/.git/HEAD': '' } });
    const path = '/srv/\u001b[2Jtoken';
    const message = await run(host, { ...IDS, write: [`file:${path}`] }).then(
      () => '',
      (error: AntError) => error.message,
    );
    expect([...host.said, message].join('\n')).toContain('/srv/?[2Jtoken');
    expect([...host.said, message].join('\n')).not.toContain('\u001b');
  },
);

it('E77: the file that was looked at is the one that is written to, blanks around its path or not', async () => {
  const env = { ...RUNNER, GITHUB_ENV: ` ${ENV_FILE} ` };
  const host = job({ env }, { disk: DISK });
  await run(host, { ...IDS, write: ['github'] });
  expect(host.disk.get(ENV_FILE)?.text).toContain(ACCESS);
  expect(host.disk.has(` ${ENV_FILE} `)).toBe(false);
});

it.each([['github'], ['github-profile'], ['dotenv:/srv/env']])(
  'a variable that leads elsewhere is set anew by %s, so that the token goes where it was issued',
  async (target) => {
    const env = { ...RUNNER, ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' };
    const host = job({ env, git: { exitCode: 0 } }, { disk: DISK });
    const url = 'https://api.anthropic.com';
    await run(host, { ...IDS, 'base-url': url, write: [target] });
    const path = target.startsWith('github') ? ENV_FILE : '/srv/env';
    expect(host.disk.get(path)?.text).toMatch(
      /ANTHROPIC_BASE_URL(<<.*\n|=)https:\/\/api\.anthropic/,
    );
  },
);

it.each([
  [['github', 'github-profile'], {}, '--write github and --write github-profile hand over the'],
  [
    ['azure-pipelines-profile'],
    { json: true as const },
    '--write azure-pipelines-profile and --json both',
  ],
  [
    ['file:/srv/token'],
    { 'access-token': true as const },
    '--access-token prints what --write hands over',
  ],
])('--write %j with %j is refused before anything is sent', async (write, more, says) => {
  const host = job({ env: RUNNER, git: { exitCode: 0 } }, { disk: DISK });
  const refused = run(host, { ...IDS, ...more, write });
  await expect(refused).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(says),
  });
  expect(host.sent).toEqual([]);
});
