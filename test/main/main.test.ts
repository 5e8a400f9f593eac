import { describe, expect, it } from 'vitest';
import { main } from '../../src/main.js';
import { fakeHost } from '../support/host.js';

/** Runs a command line on a fake machine. */
async function run(line: string, given: Parameters<typeof fakeHost>[0] = {}) {
  const host = fakeHost(given);
  const code = await main(line.split(' '), host);
  return { code, out: host.out.join(''), said: host.said };
}

describe('an answer', () => {
  it('is text on stdout, and nothing is said', async () => {
    const { code, out, said } = await run('help exit-codes');
    expect({ code, said }).toEqual({ code: 0, said: [] });
    expect(out).toMatch(/^0 {4}done\n1 {4}unexpected/);
  });

  it('is the same facts as JSON with --json', async () => {
    const { out } = await run('help exit-codes --json');
    expect(JSON.parse(out)).toMatchObject({ 0: 'done', 143: 'ended by SIGTERM' });
  });

  it('carries its own exit code, which --json does not change', async () => {
    const text = await run('whoami');
    const json = await run('whoami --json');
    expect([text.code, json.code]).toEqual([3, 3]);
  });
});

describe('an error', () => {
  it('is one line of what happened and one of what to do', async () => {
    expect(await run('auth lgin')).toEqual({
      code: 2,
      out: '',
      said: ['ant: error: unknown command "lgin"', 'ant: hint: did you mean ant auth login?'],
    });
  });

  it('is one JSON object on stderr with --json, also when the words could not be parsed', async () => {
    const { code, out, said } = await run('--json auth lgin');
    expect({ code, out, lines: said.length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(JSON.parse(said[0] ?? '')).toEqual({
      error: {
        code: 'usage',
        message: 'unknown command "lgin"',
        hint: 'did you mean ant auth login?',
      },
    });
  });

  it('is said even with --quiet', async () => {
    const { said } = await run('--quiet auth lgin');
    expect(said[0]).toBe('ant: error: unknown command "lgin"');
  });

  it('that nobody foresaw is a fault of ant, without a stack', async () => {
    const broken = {
      files: { read: async () => Promise.reject(new TypeError('x is\u001b[2J not')) },
    };
    expect(await run('profile show', broken)).toEqual({
      code: 1,
      out: '',
      said: [
        'ant: error: unexpected: x is?[2J not',
        'ant: hint: this is a fault of ant itself; run it again with --debug to see where',
      ],
    });
  });

  it('shows with --debug where it came from, and what caused it, in harmless lines', async () => {
    const cause = new TypeError('d\u001b[2Jeep');
    const broken = { files: { read: async () => Promise.reject(new Error('oh', { cause })) } };
    const { code, said } = await run('profile show --debug', broken);
    expect(code).toBe(1);
    expect(said).toContain('Error: oh');
    expect(said.slice(said.indexOf('caused by')).slice(0, 2)).toEqual([
      'caused by',
      'TypeError: d?[2Jeep',
    ]);
    expect(said.at(-1)).toMatch(/^ +at /);
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s ends the command with %i, whatever broke because of it', async (name, exitCode) => {
    const controller = new AbortController();
    const read = async () => {
      controller.abort(name);
      throw new Error('aborted');
    };
    const given = { interrupt: controller.signal, files: { read } };
    expect(await run('profile show', given)).toEqual({
      code: exitCode,
      out: '',
      said: ['ant: error: interrupted'],
    });
  });
});

describe('a global flag', () => {
  const asked = new Error('somebody was asked');
  const given = {
    env: { ANTHROPIC_CONFIG_DIR: '/c' },
    disk: { '/c/configs/x.json': '{"authentication":{"type":"user_oauth"}}' },
    terminal: { interactive: true, readLine: async () => Promise.reject(asked) },
  };

  it('--no-input keeps a terminal from being asked', async () => {
    const askedFor = async (line: string) =>
      (await run(line, given)).said.join('\n').includes(asked.message);
    expect(await askedFor('profile delete x')).toBe(true);
    expect(await askedFor('profile delete x --no-input')).toBe(false);
  });

  it('--quiet keeps the conversation away', async () => {
    expect((await run('profile activate x', given)).said).not.toEqual([]);
    expect((await run('profile activate x --quiet', given)).said).toEqual([]);
  });
});
