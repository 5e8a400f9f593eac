import { describe, expect, it } from 'vitest';
import { run as activate } from '../../src/commands/profile/activate.js';
import { DIR, hostWith, PERSON, WORKLOAD } from './profile-support.js';

const ACTIVE = `${DIR}/active_config`;

describe('profile activate', () => {
  it('writes the name and says so', async () => {
    const host = hostWith({ work: PERSON });
    expect((await activate(host, { name: 'work' })).value).toMatchObject({ active: 'work' });
    expect(host.disk.get(ACTIVE)?.text).toBe('work\n');
  });

  it('says when a variable goes before it', async () => {
    const host = hostWith({ work: PERSON }, { env: { ANTHROPIC_PROFILE: 'ci' } });
    await activate(host, { name: 'work' });
    expect(host.said.join('\n')).toContain('ANTHROPIC_PROFILE');
  });

  it('a profile without a file cannot be active', async () => {
    const host = hostWith({ work: PERSON });
    await expect(activate(host, { name: 'wrk' })).rejects.toMatchObject({
      code: 'no-credential',
      hint: expect.stringContaining('"work"'),
    });
    expect(host.disk.has(ACTIVE)).toBe(false);
  });

  it('without a name and without a person, lists the names', async () => {
    await expect(
      activate(hostWith({ a: PERSON, b: WORKLOAD }), { name: undefined }),
    ).rejects.toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('a, b'),
    });
  });

  it.each([
    ['2', 'work'],
    ['ci', 'ci'],
    ['', undefined],
  ])('in plain lines, %j activates %s', async (line, expected) => {
    const host = hostWith(
      { ci: WORKLOAD, work: PERSON },
      { stdin: `${line}\n`, terminal: { interactive: true } },
    );
    await activate(host, { name: undefined, 'screen-reader': true });
    expect(host.said).toContain('1. ci');
    expect(host.disk.get(ACTIVE)?.text).toBe(expected && `${expected}\n`);
  });

  it('in plain lines, a number beyond the list is no profile', async () => {
    const host = hostWith({ ci: WORKLOAD }, { stdin: '7\n', terminal: { interactive: true } });
    await expect(activate(host, { name: undefined })).rejects.toMatchObject({
      code: 'no-credential',
    });
  });
});
