import { joined } from './gather-files.js';
import type { Installed, InstalledMachine } from './installed-files.js';
import { release } from './installed-files.js';

/** Milliseconds a program has to say its version. */
const PATIENCE = 3_000;

/** Claude Code, as the first `claude` on the PATH says. */
export function claudeProgram(machine: InstalledMachine): Promise<Installed | undefined> {
  return ask(machine, 'claude', /^(\S+) \(Claude Code\)/);
}

/** The official `ant`: the first on the PATH that speaks like it. We and Apache's Ant do not. */
export function anotherAnt(machine: InstalledMachine): Promise<Installed | undefined> {
  return ask(machine, 'ant', /^ant version (\S+)/);
}

async function ask(
  machine: InstalledMachine,
  name: string,
  shape: RegExp,
): Promise<Installed | undefined> {
  for (const program of await programs(machine, name)) {
    const said = await versionSaid(machine, program);
    const version = release(shape.exec(said.trim())?.[1]);
    if (version !== undefined) return { version, where: program, how: 'asked' };
  }
  return undefined;
}

/** Every program of that name on the PATH. Relative directories are passed over. */
async function programs(
  { env, platform, files }: InstalledMachine,
  name: string,
): Promise<readonly string[]> {
  const windows = platform === 'win32';
  const absolute = windows ? /^[A-Za-z]:[\\/]/ : /^\//;
  const directories = (env.PATH ?? env.Path ?? '').split(windows ? ';' : ':');
  const found: string[] = [];
  for (const directory of new Set(directories.filter((each) => absolute.test(each)))) {
    const path = joined(platform, directory.replace(/[\\/]+$/, ''), windows ? `${name}.exe` : name);
    // A program too large to be read is there, and refused with an error.
    const isThere = await files.read(path, { follow: true, maxBytes: 0 }).then(
      (view) => view?.kind === 'file',
      () => true,
    );
    if (isThere) found.push(path);
  }
  return found;
}

/** What it prints for `--version`; nothing when it fails, cannot be started or is too slow. */
async function versionSaid(machine: InstalledMachine, program: string): Promise<string> {
  const over = new AbortController();
  const done = new AbortController();
  const late = machine.sleep(PATIENCE, done.signal).then(() => over.abort());
  try {
    const { exitCode, out } = await machine.child([program, '--version'], {
      env: machine.env,
      signal: over.signal,
    });
    return exitCode === 0 ? out : '';
  } catch {
    return '';
  } finally {
    done.abort();
    await late;
  }
}
