import { AntError } from '../../../errors.js';
import type { Host } from '../../../host.js';
import { printable } from '../../../printable.js';
import type { Secret } from '../../../secret.js';
import { withHint } from '../with-hint.js';
import { hiddenForms, plain, type Runner, type Variables } from './runner.js';

const NAMES = ['GITHUB_ENV', 'GITHUB_OUTPUT'] as const;
type Name = (typeof NAMES)[number];

const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

/** Where runners keep these files besides below `RUNNER_TEMP`: in a container action, and in act and Gitea. */
const KNOWN_PLACES = ['/github/file_commands/', '/var/run/act/workflow/'];

/**
 * The files by which a step of GitHub Actions sets variables and outputs. The runner is told to mask the token
 * before that is written anywhere.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const GITHUB: Runner = {
  place: 'GITHUB_ENV and GITHUB_OUTPUT, masked in the log',
  temporary: 'RUNNER_TEMP',

  async check(host) {
    if (host.env.GITHUB_ACTIONS !== 'true') throw notHere('GITHUB_ACTIONS is not "true"');
    for (const name of NAMES) await checkFile(host, name);
  },

  mask({ terminal }, secret) {
    const masks = hiddenForms(secret).map((form) => `::add-mask::${escaped(form)}\n`);
    terminal.out(masks.join(''));
  },

  async set(host, variables) {
    for (const name of NAMES) await append(host, pathOf(host, name), variables);
  },
};

function pathOf({ env }: Host, name: Name): string {
  return env[name]?.trim() ?? '';
}

/** Whoever could point the variable elsewhere, or put a link there, would be handed the token. */
async function checkFile(host: Host, name: Name): Promise<void> {
  const path = pathOf(host, name);
  if (path === '') throw notHere(`${name} is not set`);
  const shown = `${name} (${printable(path, 200)})`;
  if (!isRunners(host, path)) throw refused(`${shown} is not where the runner keeps its files`);
  const parent = await host.files.read(path.replace(/[\\/][^\\/]*$/, ''));
  const found = await host.files.read(path);
  if (found === undefined) throw refused(`${shown} does not exist`);
  if (parent?.kind !== 'directory' || found.kind !== 'file' || found.links > 1) {
    throw refused(`${shown} is a link, or no file at all`);
  }
  // Nothing is added, but one that this user may not write to is found out now.
  const hint = 'the runner’s files belong to the user it runs as: run this step as that one, too';
  await withHint(hint, () => host.files.append(path, '', PRIVATE));
}

function isRunners({ env, platform }: Host, path: string): boolean {
  const slashed = (text: string) => (platform === 'win32' ? text.replaceAll('\\', '/') : text);
  const temp = slashed(env.RUNNER_TEMP?.trim() ?? '').replace(/\/+$/, '');
  const places = temp === '' ? KNOWN_PLACES : [`${temp}/`, ...KNOWN_PLACES];
  const isBelow = places.some((place) => slashed(path).startsWith(place));
  return isBelow && !slashed(path).split('/').includes('..');
}

async function append(host: Host, path: string, variables: Variables): Promise<void> {
  const before = (await host.files.read(path))?.text ?? '';
  const ownLine = before === '' || before.endsWith('\n') ? '' : '\n';
  const entries = variables.map(([name, value]) => entry(host, name, value));
  await host.files.append(path, `${ownLine}${entries.join('')}`, PRIVATE);
}

/** Nobody can guess the delimiter, so no value can end before its end. */
function entry({ random }: Host, name: string, value: string | Secret): string {
  const delimiter = `ant_${Buffer.from(random(16)).toString('hex')}`;
  return `${name}<<${delimiter}\n${plain(value)}\n${delimiter}\n`;
}

/** As the runner reads the value of a command. */
function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function notHere(because: string): AntError {
  return new AntError('usage', `this is no step of GitHub Actions: ${because}`, {
    hint: 'elsewhere: --write file:FILE, or run the program under ant exec',
  });
}

function refused(what: string): AntError {
  return new AntError('file', `the token is not written: ${what}`, {
    hint: 'see what sets that variable in the job: the runner does, for each step anew',
  });
}
