import { describe, expect, it } from 'vitest';
import { flagsOf } from '../../src/grammar/find.js';
import type { Argument, Flag, Spec } from '../../src/grammar/spec.js';
import { COMMANDS } from '../../src/grammar/table.js';
import { outcome, said, startAnt } from '../support/ant.js';
import { approveByHand } from '../support/approve.js';
import { runSandbox } from '../support/running-sandbox.js';
import { tempDir } from '../support/temp.js';
import { type Canaries, canaries } from './canaries.js';
import { IDS, type Machine, machine, openFiles, WORLDS, type World } from './canary-worlds.js';
import { watchCommandLines } from './children.js';
import { listeningPost, parrot } from './listening-post.js';

const SIDE_BY_SIDE = 3;
const LONGEST_RUN = 60_000;
/**
 * What a child of `exec` does: shows all it was given. Not a variable that ant does not know: that was
 * within its reach without us.
 */
const SHOW_ALL = `const fs = require('fs'); const { env } = process;
delete env.ANTHROPIC_CLIENT_SECRET; delete env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
console.log(JSON.stringify(env)); console.error(Object.values(env).join(' '));
const dir = env.ANTHROPIC_CONFIG_DIR + '/credentials/';
const names = fs.existsSync(dir) ? fs.readdirSync(dir) : [];
for (const name of names) console.log(fs.readFileSync(dir + name, 'utf8'));`;

type Trial = { readonly world: World; readonly spec: Spec; readonly flags: readonly string[] };

/** Every command in every world, and with each of its flags: read off the table, so that none is forgotten. */
function trials(): readonly Trial[] {
  return COMMANDS.flatMap((spec: Spec) => {
    const best = { world: 'signed in', spec } as const;
    const flags = [['--json', '--debug'], ['--profile', 'ci', '--debug'], ...spec.flags.map(typed)];
    return [
      ...WORLDS.map((world) => ({ world, spec, flags: ['--debug'] })),
      ...flags.map((each) => ({ ...best, flags: each })),
    ];
  }).filter(({ spec, world }) => world === 'signed in' || !isServer(spec));
}

/** They have a platform of their own, whatever the world is like. */
function isServer({ path }: Spec): boolean {
  return ['sandbox start', 'sandbox demo'].includes(path.join(' '));
}

function typed(flag: Flag): readonly string[] {
  if (flag.kind === 'switch') return [`--${flag.name}`];
  if (flag.kind === 'choice') return [`--${flag.name}`, flag.choices.at(-1) ?? ''];
  if (flag.kind === 'port') return [`--${flag.name}`, '0'];
  if (flag.kind === 'seconds') return [`--${flag.name}`, flag.between?.[0] ?? '0'];
  return [`--${flag.name}`, `VALUE-OF-${flag.name}`];
}

function wordFor({ name, completes, choices, passThrough }: Argument): readonly string[] {
  if (passThrough) return [process.execPath, '-e', SHOW_ALL];
  if (completes === 'setting') return ['base_url'];
  if (completes === 'profile') return ['default'];
  const address = name === 'value' || name === 'origin';
  return [choices?.at(-1) ?? (address ? 'https://gateway.example' : name)];
}

/** The words of a trial; a flag's value stands for something of this machine where it has to. */
function wordsOf({ spec, flags }: Trial, at: Machine, port: number): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    'identity-token-file': at.identityToken,
    for: 'all',
    ...IDS,
  };
  const real = flags.map((word) => values[word.replace(/^VALUE-OF-/, '')] ?? word);
  const command = spec.path.join(' ');
  const needed = {
    'auth print-credentials': flags.includes('--shell') ? ['--env'] : [],
    'federation exchange': ['--identity-token-file', at.identityToken, ...pairs(IDS)],
    // The last provider of the list is the one that is asked for.
    'federation init': ['--subject', '0oaservice0app', '--issuer-url', 'https://id.example'],
    'sandbox mint': ['--issuer', 'github-actions'],
    'sandbox start': ['--port', '0'],
  }[command];
  // What may be left out is, once.
  const bare = flags.includes('--json');
  const given = spec.arguments.filter(({ many, passThrough, required }) =>
    many ? passThrough : required || !bare,
  );
  const asksSandbox = flagsOf(spec).some(({ name }) => name === 'port') && !isServer(spec);
  return [
    ...spec.path,
    ...(asksSandbox ? ['--port', `${port}`] : []),
    ...(needed ?? []),
    ...real,
    ...(given.length > 0 ? ['--'] : []),
    ...given.flatMap(wordFor),
  ];
}

function pairs(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Runs it to its end, as a person or a browser would help it along. */
async function run({ spec }: Trial, words: readonly string[], at: Machine, hidden: Canaries) {
  const child = startAnt(words, { env: at.env, cwd: `${at.root}/cwd` });
  const deadline = setTimeout(() => child.kill('SIGKILL'), LONGEST_RUN);
  const ended = outcome(child).finally(() => clearTimeout(deadline));
  child.stdin.on('error', () => undefined);
  if (spec.path.join(' ') === 'auth login') {
    said(child, /http\S+\/oauth\/authorize\?\S+/)
      .then(([url]) => approveByHand(url))
      .then((code) => {
        hidden.plant('code', code.split('#')[0] ?? '');
        child.stdin.end(`${code}\n`);
      })
      // The page says no: whoever sits there gives up.
      .catch(() => child.kill('SIGINT'));
  } else child.stdin.end();
  if (isServer(spec))
    said(child, /listening|http/).then(
      () => child.kill('SIGINT'),
      () => undefined,
    );
  return ended;
}

/** The kinds of secret that a command is there to print, on stdout. */
function mayPrint({ spec, flags }: Trial): readonly string[] {
  const command = spec.path.join(' ');
  if (command === 'auth print-credentials') return ['access_token'];
  if (command === 'federation exchange' && flags.includes('--access-token'))
    return ['access_token'];
  if (command === 'sandbox mint') return ['assertion'];
  if (command === 'federation token' && !flags.includes('--out')) return ['assertion'];
  // The program's own doing.
  if (command === 'exec' && flags.includes('--no-mask')) return ['access_token'];
  return [];
}

/** What all trials together found. */
type Found = {
  readonly complaints: string[];
  /** How the runs of each command ended. */
  readonly codes: Map<string, Set<number | null>>;
  /** The command lines, without the machine's own words, that succeeded where everything is in order. */
  readonly good: Set<string>;
};

type Run = { readonly trial: Trial; readonly at: Machine; readonly hidden: Canaries };

async function judge({ trial, at, hidden }: Run, port: number, found: Found): Promise<void> {
  const words = wordsOf(trial, at, port);
  const { code, out, err } = await run(trial, words, at, hidden);
  const typedWords = words.join(' ').replace(SHOW_ALL, '…').replaceAll(at.root, '~');
  const complain = (what: string) =>
    found.complaints.push(`${trial.world}: ant ${typedWords}: ${what}`);
  const search = (place: string, text: string, allowed: readonly string[] = []) => {
    const kinds = hidden.seenIn(text).filter((kind) => !allowed.includes(kind));
    if (kinds.length > 0) complain(`${kinds.join(', ')} in ${place}`);
  };
  search('stdout', out, mayPrint(trial));
  search('stderr', err);
  for (const [path, text] of openFiles(at)) search(path, text);
  if (code === null) complain(`did not end: ${err}`);
  if (code === 1) complain(`a fault of ant itself: ${err}`);
  const command = trial.spec.path.join(' ');
  if (code === 0 && trial.world === 'signed in')
    found.good.add([command, ...trial.flags].join(' '));
  found.codes.set(command, (found.codes.get(command) ?? new Set()).add(code));
}

describe('E69, E82, E85: no secret is seen where it does not belong', () => {
  it('whatever the command, the flags and the trouble: not on stdout or stderr, in no other file, on no command line', {
    timeout: 600_000,
  }, async () => {
    // It tells of every request, and nobody here listens: a full pipe would stop it.
    const sandbox = await runSandbox('--quiet');
    const base = tempDir();
    const all = canaries();
    const found: Found = { complaints: [], codes: new Map(), good: new Set() };
    const commandLines = watchCommandLines();
    const queue = [...trials()];
    const lane = async () => {
      let own = canaries();
      const plant: Canaries['plant'] = (kind, secret) => {
        own.plant(kind, secret);
        all.plant(kind, secret);
      };
      const platform = {
        console: sandbox.url,
        url: (await listeningPost(sandbox.url, plant)).url,
        parrot: (await parrot(plant)).url,
      };
      for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
        own = canaries();
        const hidden: Canaries = { plant, seenIn: own.seenIn, count: own.count };
        const at = await machine(trial.world, { platform, hidden, base });
        await judge({ trial, at, hidden }, sandbox.port, found);
        expect(own.count(), 'canaries in play').toBeGreaterThan(2);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    const lines = [...commandLines.stop()];
    expect(found.complaints).toEqual([]);
    expect(lines.filter((line) => all.seenIn(line).length > 0)).toEqual([]);
    if (process.platform === 'linux') expect(lines.length).toBeGreaterThan(COMMANDS.length);
    // A test in which nothing ever succeeds, or nothing ever fails, would prove little.
    const unlucky = [...found.codes].filter(([, codes]) => !codes.has(0)).map(([name]) => name);
    expect(unlucky, 'commands that never succeeded').toEqual([]);
    for (const command of ['auth login', 'auth refresh', 'auth print-credentials', 'exec']) {
      expect(found.codes.get(command)?.size, command).toBeGreaterThan(1);
    }
    const renewals = ['auth refresh --force', 'auth refresh --profile ci --debug'];
    const uses = ['whoami --verify', 'exec --debug', 'exec --profile ci --debug', 'exec --env'];
    expect([...found.good]).toEqual(expect.arrayContaining([...renewals, ...uses]));
  });
});

describe('the search for canaries', () => {
  const secret = 'sk-ant-oat01-0123456789abcdefghij/+"%klmnopqrstuvwxyz0123456789ABCDEFGH';
  it.each([
    ['as it is', secret],
    ['escaped for JSON', JSON.stringify({ secret })],
    ['percent-encoded', `?token=${encodeURIComponent(secret)}`],
    ['as a form field', `${new URLSearchParams({ token: secret })}`],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 behind one character', Buffer.from(`:${secret}:`).toString('base64')],
    ['in base64url behind two', Buffer.from(`x:${secret}:y`).toString('base64url')],
    ['without its beginning', secret.slice(-20)],
  ])('finds one %s', (_spelling, text) => {
    const hidden = canaries();
    hidden.plant('token', secret);
    expect(hidden.seenIn(`before ${text} after`)).toEqual(['token']);
    expect(hidden.seenIn('sk-ant-oat01-0123456789… and nothing else')).toEqual([]);
  });
});
