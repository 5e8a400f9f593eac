import { secretForms } from '../../../child/secret-forms.js';
import { AntError } from '../../../errors.js';
import type { Host } from '../../../host.js';
import { printable } from '../../../printable.js';
import { type Carried, variablesOf } from './carried.js';
import type { Way } from './way.js';

const NAMES = ['GITHUB_ENV', 'GITHUB_OUTPUT'] as const;

/** Where runners keep these files besides below `RUNNER_TEMP`: in a container action, and in act and Gitea. */
const KNOWN_PLACES = ['/github/file_commands/', '/var/run/act/workflow/'];

/**
 * The files by which a step of GitHub Actions sets variables and outputs. The runner is told to mask the token
 * before that is written anywhere.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const GITHUB: Way = {
  async check(host) {
    if (host.env.GITHUB_ACTIONS !== 'true') throw notHere('GITHUB_ACTIONS is not "true"');
    for (const name of NAMES) await checkFile(host, name);
  },

  async deliver(host, carried) {
    const forms = secretForms(carried.token.reveal()).map((form) => Buffer.from(form).toString());
    host.terminal.out(forms.map((form) => `::add-mask::${escaped(form)}\n`).join(''));
    for (const name of NAMES) await append(host, host.env[name] ?? '', carried);
    return 'GITHUB_ENV and GITHUB_OUTPUT, masked in the log';
  },
};

/** Whoever could point the variable elsewhere, or put a link there, would be handed the token. */
async function checkFile(host: Host, name: (typeof NAMES)[number]): Promise<void> {
  const path = host.env[name]?.trim() ?? '';
  if (path === '') throw notHere(`${name} is not set`);
  const shown = `${name} (${printable(path, 200)})`;
  if (!isRunners(host, path)) throw refused(`${shown} is not where the runner keeps its files`);
  const parent = await host.files.read(path.replace(/[\\/][^\\/]*$/, ''));
  const found = await host.files.read(path);
  if (found === undefined) throw refused(`${shown} does not exist`);
  if (parent?.kind !== 'directory' || found.kind !== 'file' || found.links > 1) {
    throw refused(`${shown} is a link, or no file at all`);
  }
}

function isRunners({ env, platform }: Host, path: string): boolean {
  const plain = (text: string) => (platform === 'win32' ? text.replaceAll('\\', '/') : text);
  const temp = plain(env.RUNNER_TEMP?.trim() ?? '').replace(/\/+$/, '');
  const places = temp === '' ? KNOWN_PLACES : [`${temp}/`, ...KNOWN_PLACES];
  const isBelow = places.some((place) => plain(path).startsWith(place));
  return isBelow && !plain(path).split('/').includes('..');
}

async function append(host: Host, path: string, carried: Carried): Promise<void> {
  const before = (await host.files.read(path))?.text ?? '';
  const ownLine = before === '' || before.endsWith('\n') ? '' : '\n';
  const entries = variablesOf(carried).map(([name, value]) => entry(host, name, value));
  await host.files.append(path, `${ownLine}${entries.join('')}`, {
    mode: 0o600,
    directoryMode: 0o700,
  });
}

/** Nobody can guess the delimiter, so no value can end before its end. */
function entry({ random }: Host, name: string, value: string): string {
  const delimiter = `ant_${Buffer.from(random(16)).toString('hex')}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** As the runner reads the value of a command. */
function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function notHere(because: string): AntError {
  return new AntError('usage', `--write github is for a step of GitHub Actions: ${because}`, {
    hint: 'elsewhere: --write file:FILE, or run the program under ant exec',
  });
}

function refused(what: string): AntError {
  return new AntError('file', `the token is not written: ${what}`, {
    hint: 'see what sets that variable in the job: the runner does, for each step anew',
  });
}
