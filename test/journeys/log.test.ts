import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ant, outcome, said, startAnt } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';

const HOT = ['auth', 'print-credentials', '--access-token'];
const WHOLE = ['auth', 'print-credentials'];

/** A configuration directory with a token that is fresh for an hour. */
function signedIn(): string {
  const dir = tempDir();
  mkdirSync(join(dir, 'configs'));
  mkdirSync(join(dir, 'credentials'), { mode: 0o700 });
  const profile = { version: '1.0', authentication: { type: 'user_oauth' } };
  writeFileSync(join(dir, 'configs', 'default.json'), JSON.stringify(profile));
  const login = { access_token: 'minted', expires_at: Math.floor(Date.now() / 1000) + 3600 };
  writeFileSync(join(dir, 'credentials', 'default.json'), JSON.stringify(login), { mode: 0o600 });
  return dir;
}

async function logOf(dir: string, ...words: readonly string[]) {
  const { out, err } = await ant(['log', '--json', '--config-dir', dir, ...words]);
  expect(err).toBe('');
  return JSON.parse(out);
}

const file = (dir: string) => join(dir, 'log', 'events.jsonl');

describe('ant log', () => {
  it('tells a whole day: login, print, refresh, --verify, a denied exchange, logout, each with who asked', async () => {
    const sandbox = await runSandbox();
    const env = { ...sandbox.env, GITHUB_RUN_ID: '4711' };
    const login = startAnt(['auth', 'login', '--no-browser', '--store', 'file'], { env });
    const ended = outcome(login);
    const [url] = await said(login, /http:\/\/\S+\/oauth\/authorize\?\S+/);
    login.stdin.end(`${await approveByHand(url)}\n`);
    expect((await ended).code).toBe(0);
    await ant(HOT, { env });
    await ant(['auth', 'refresh', '--force'], { env });
    await ant(['whoami', '--verify'], { env });
    const token = await sandbox.mint('--issuer', 'github-actions', '--claim', 'sub=repo:evil/fork');
    const ids = ['--organization-id', '5a5db0c5-0000-4000-8000-000000000001'];
    const exchange = ['--identity-token-file', token, '--federation-rule', 'fdrl_none', ...ids];
    expect((await ant(['federation', 'exchange', ...exchange], { env })).code).not.toBe(0);
    await ant(['auth', 'logout'], { env });

    const { events } = await logOf(sandbox.configDir);
    const told = events.map(
      (each: Record<string, string>) => `${each.event} ${each.outcome} ${each.how ?? '-'}`,
    );
    expect(told).toEqual([
      'login ok -',
      'print ok cached',
      'refresh ok refreshed',
      'verify ok cached',
      'exchange denied -',
      'logout ok not-offered',
    ]);
    for (const event of events) expect(event.by.ci).toEqual({ GITHUB_RUN_ID: '4711' });
    expect(events[1]).toMatchObject({ profile: 'default', organization_id: expect.any(String) });
    const { out } = await ant(['log', '--limit', '1'], { env });
    expect(out).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}logout .*default .*GITHUB_RUN_ID 4711\n$/,
    );
    expect((await ant(['log', 'verify'], { env })).out).toBe('intact: 6 events\n');
  });

  it('tells every change of a profile, and none that did not happen', async () => {
    const dir = signedIn();
    const at = ['--config-dir', dir];
    for (const line of [
      'profile create work',
      'profile set scope user:inference --profile work',
      'profile set scope user:inference --profile work',
      'profile unset scope --profile work',
      'profile copy work play',
      'profile rename play fun',
      'profile activate fun',
      'profile activate nobody',
      'profile delete fun --yes',
      'auth trust https://api.example.com --yes',
      'auth trust https://api.example.com --remove',
      'auth store move file',
      'auth store move file',
    ]) {
      await ant([...line.split(' '), ...at]);
    }
    const { events } = await logOf(dir);
    const told = events.map(
      (each: Record<string, string>) =>
        `${each.event} ${each.outcome} ${each.profile}: ${each.how}`,
    );
    expect(told).toEqual([
      'profile ok work: created',
      'profile ok work: set scope',
      'profile ok work: unset scope',
      'profile ok play: copied from work',
      'profile ok fun: renamed from play',
      'profile ok fun: activated',
      'profile ok fun: deleted',
      'trust ok default: given',
      'trust ok default: withdrawn',
      'move ok default: to file',
    ]);
  });

  it('keeps the chain whole when forty processes print at once, and loses none of them', async () => {
    const dir = signedIn();
    const words = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? HOT : WHOLE));
    const ran = await Promise.all(words.map((each) => ant([...each, '--config-dir', dir])));
    expect(ran.map(({ code, err }) => `${code}${err}`)).toEqual(words.map(() => '0'));
    const { events } = await logOf(dir, '--limit', '100');
    expect(events).toHaveLength(40);
    expect(new Set(events.map(({ by }: { by: { pid: number } }) => by.pid)).size).toBe(40);
    expect(await logOf(dir, 'verify')).toEqual({ schema_version: 1, intact: true, events: 40 });
  });

  it('E85: exits 7 and names the first line that is not as it was written', async () => {
    const dir = signedIn();
    for (let round = 0; round < 4; round += 1) await ant([...HOT, '--config-dir', dir]);
    expect((await ant(['log', 'verify', '--config-dir', dir])).code).toBe(0);
    const [first = '', second = '', third = '', fourth = ''] = readFileSync(
      file(dir),
      'utf8',
    ).split('\n');
    const spoilt: readonly (readonly [readonly string[], RegExp])[] = [
      [[first, second.replace('print', 'login'), third, fourth], /line 2/],
      [[first, third, fourth], /line 2: event 2/],
      [[first, third, second, fourth], /line 2/],
      [[first, second, third], /event 4/],
      [[], /event 1 to event 4/],
    ];
    for (const [lines, words] of spoilt) {
      writeFileSync(file(dir), lines.map((line) => `${line}\n`).join(''));
      const { code, out } = await ant(['log', 'verify', '--config-dir', dir]);
      expect(code).toBe(7);
      expect(out).toMatch(/^broken: events\.jsonl/);
      expect(out).toMatch(words);
      const json = await ant(['log', 'verify', '--json', '--config-dir', dir]);
      expect(json.code).toBe(7);
      expect(JSON.parse(json.out)).toMatchObject({
        intact: false,
        broken: { file: 'events.jsonl' },
      });
    }
  });

  it('never breaks the main job: where it cannot be written, one warning', async () => {
    const dir = signedIn();
    writeFileSync(join(dir, 'log'), 'in the way');
    for (const words of [HOT, WHOLE]) {
      const { code, out, err } = await ant([...words, '--config-dir', dir]);
      expect([code, out.includes('minted')]).toEqual([0, true]);
      expect(err).toMatch(/^ant: warning: not in the event log: .*\(ANT_LOG=off turns it off\)\n$/);
    }
    const { code, out, err } = await ant([...HOT, '--config-dir', dir], {
      env: { ANT_LOG: 'off' },
    });
    expect([code, out, err]).toEqual([0, 'minted\n', '']);
  });

  it('is not there when ANT_LOG=off', async () => {
    const dir = signedIn();
    for (const words of [HOT, WHOLE]) {
      await ant([...words, '--config-dir', dir], { env: { ANT_LOG: 'off' } });
    }
    expect(readdirSync(dir)).not.toContain('log');
    expect(await logOf(dir)).toEqual({ schema_version: 1, events: [] });
    expect(readdirSync(dir), 'reading leaves no trace').not.toContain('log');
  });

  it.each([
    ['waits after most hot prints', 0.5, 4],
    ['is chained after one in so many, as chance has it, with all that wait', 0, 0],
  ])('%s', async (_title, chance, waiting) => {
    const dir = signedIn();
    const pending = join(dir, 'log', 'pending');
    mkdirSync(pending, { recursive: true, mode: 0o700 });
    for (const id of ['1-1-a', '1-1-b', '1-1-c']) {
      writeFileSync(join(pending, `${id}.json`), `{"id":"${id}","event":"print"}`);
    }
    const dice = join(dir, 'dice.cjs');
    writeFileSync(dice, `Math.random = () => ${chance};`);
    const env = { NODE_OPTIONS: `--require=${dice}` };
    expect((await ant([...HOT, '--config-dir', dir], { env })).out).toBe('minted\n');
    expect(readdirSync(pending)).toHaveLength(waiting);
    expect(await logOf(dir, 'verify')).toMatchObject({ intact: true, events: 4 });
  });

  it('shows one profile, the newest events, and refuses a limit that is no number', async () => {
    const dir = signedIn();
    writeFileSync(
      join(dir, 'configs', 'other.json'),
      JSON.stringify({ authentication: { type: 'user_oauth' } }),
    );
    await ant([...HOT, '--config-dir', dir]);
    await ant([...HOT, '--config-dir', dir]);
    await ant([...WHOLE, '--config-dir', dir, '--profile', 'other']);
    const { events } = await logOf(dir, '--profile', 'other');
    expect(events).toMatchObject([{ event: 'print', outcome: 'no-credential', profile: 'other' }]);
    expect((await logOf(dir, '--limit', '1')).events).toMatchObject([{ seq: 3 }]);
    for (const limit of ['0', '-1', 'all', '1e3']) {
      expect((await ant(['log', `--limit=${limit}`, '--config-dir', dir])).code).toBe(2);
    }
  });

  it('is private, however open the umask', async () => {
    const dir = signedIn();
    chmodSync(dir, 0o755);
    await ant([...HOT, '--config-dir', dir]);
    await ant([...WHOLE, '--config-dir', dir]);
    const { statSync } = await import('node:fs');
    for (const [name, mode] of [
      ['', 0o700],
      ['pending', 0o700],
      ['lock', 0o700],
      ['events.jsonl', 0o600],
      ['head.json', 0o600],
    ] as const) {
      expect(statSync(join(dir, 'log', name)).mode & 0o777, name).toBe(mode);
    }
  });
});
