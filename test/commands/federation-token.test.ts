import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/federation/token.js';
import { AntError } from '../../src/errors.js';
import { fakeHost, NOON } from '../support/host.js';
import { claimsAt, GITHUB, jwt, OUT, runner } from './federation-token-support.js';

async function readOnly(): Promise<never> {
  throw new AntError('file', 'could not write: read-only file system');
}

describe('ant federation token', () => {
  it('prints the identity token alone on stdout, and says whose it is on stderr', async () => {
    const host = runner();
    const answer = await run(host, {});
    expect(answer.text()).toBe(`${jwt(claimsAt(NOON, 300))}\n`);
    expect(host.said.join('\n')).toContain('repo:acme/api:ref:refs/heads/main');
    expect(host.said.join('\n')).toContain('https://api.anthropic.com');
    expect(host.said.join('\n')).not.toContain(jwt(claimsAt(NOON, 300)));
  });

  it('heeds settings for a source that was found here', async () => {
    const env = { GITLAB_CI: 'true', MINE: jwt(claimsAt(NOON, 300)) };
    const answer = await run(fakeHost({ env }), { 'source-setting': ['variable=MINE'] });
    expect(answer.text()).toBe(`${env.MINE}\n`);
  });

  it('writes it to a private file instead, and prints nothing', async () => {
    const host = runner();
    const answer = await run(host, { out: 'token' });
    expect(answer.text()).toBe('');
    expect(JSON.stringify(answer.value)).not.toContain('c2lnbmF0dXJl');
    expect(host.disk.get('/home/ada/project/token')).toMatchObject({ mode: 0o600 });
  });

  it.each([
    [
      'that git would add',
      { child: async () => ({ exitCode: 1, out: '', err: '' }) },
      /would be added/,
    ],
    ['that is a directory', { disk: { [`${OUT}/x`]: '' } }, /is a link, or no file at all/],
    ['where nothing can be written', { files: { write: readOnly } }, /read-only/],
  ] as const)('a path %s is refused before a token is asked for', async (_story, given, says) => {
    const host = runner(given);
    await expect(run(host, { out: OUT })).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(says),
    });
    expect(host.sent).toEqual([]);
  });

  it.each([
    ['--watch without a file', { watch: true }, {}],
    [
      'a variable that never changes',
      { watch: true, out: OUT },
      { ANTHROPIC_IDENTITY_TOKEN: jwt(claimsAt(NOON, 300)) },
    ],
    ['standard input', { watch: true, out: OUT, 'identity-token-file': '-' }, {}],
    ['a file onto itself', { out: OUT, 'identity-token-file': OUT }, {}],
  ] as const)('%s is refused', async (_story, input, env) => {
    const host = fakeHost({ env });
    await expect(run(host, input)).rejects.toMatchObject({ code: 'usage' });
    expect(host.disk.has(OUT)).toBe(false);
  });

  it('takes the file that it shall write for no source of it, though a variable names it for the SDKs', async () => {
    const host = runner({ env: { ...GITHUB, ANTHROPIC_IDENTITY_TOKEN_FILE: OUT } });
    await run(host, { out: OUT });
    expect(host.disk.get(OUT)?.text).toBe(jwt(claimsAt(NOON, 300)));
  });

  it('an expired token is not handed out', async () => {
    const host = fakeHost({ env: { ANTHROPIC_IDENTITY_TOKEN: jwt(claimsAt(NOON - 900, 300)) } });
    await expect(run(host, {})).rejects.toMatchObject({ code: 'identity-token' });
  });

  it('without any identity, it says where to look', async () => {
    await expect(run(fakeHost(), {})).rejects.toMatchObject({
      code: 'no-credential',
      hint: expect.stringContaining('ant federation detect'),
    });
  });
});
