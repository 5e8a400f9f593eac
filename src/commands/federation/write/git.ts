import { AntError } from '../../../errors.js';
import type { ChildResult, Host } from '../../../host.js';
import { printable } from '../../../printable.js';

/**
 * Refuses, as an `AntError('file')`, a path that `git add` would take along: one in a work tree that is tracked, or
 * that nothing there ignores. In a repository without a git to ask, it says so and lets it be.
 */
export async function refuseWhatGitAdds(host: Host, path: string): Promise<void> {
  const shown = printable(path, 300);
  const answer = await askGit(host, path);
  if (answer === undefined) {
    if (!(await isBelowRepository(host, path))) return;
    host.terminal.say(
      `ant: note: there is no git here to ask whether ${shown} would be added; see that .gitignore names it`,
    );
    return;
  }
  // Nothing is ignored that is tracked, so one question tells both.
  if (answer.exitCode === 0) return;
  if (answer.exitCode === 1) {
    throw new AntError('file', `${shown} would be added to the git repository it is in`, {
      hint: 'name a file outside of it, or one that .gitignore names',
    });
  }
  if (/not a git repository|must be run in a work tree/.test(answer.err)) return;
  throw new AntError('file', `git does not say whether ${shown} would be added to a repository`, {
    hint: 'name a file outside of any repository; to see why: git status there',
  });
}

async function askGit(host: Host, path: string): Promise<ChildResult | undefined> {
  const directory = await nearestDirectory(host, path);
  // No hook of the repository is run by it.
  const words = ['-C', directory, '-c', 'core.fsmonitor=false', 'check-ignore', '--quiet', '--'];
  try {
    return await host.child(['git', ...words, path], {
      env: { ...withoutGit(host), LC_ALL: 'C' },
      signal: host.interrupt,
    });
  } catch (error) {
    if (error instanceof AntError) return undefined;
    throw error;
  }
}

async function isBelowRepository(host: Host, path: string): Promise<boolean> {
  const parent = parentOf(path);
  const found = await host.files.read(`${parent}/.git`, { follow: true }).catch(() => undefined);
  if (found !== undefined) return true;
  return parent !== '' && parent !== path && isBelowRepository(host, parent);
}

function parentOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

async function nearestDirectory(host: Host, path: string): Promise<string> {
  const parent = parentOf(path);
  if (parent === '' || parent === path) return '/';
  const found = await host.files.read(parent, { follow: true });
  return found?.kind === 'directory' ? parent : nearestDirectory(host, parent);
}

/** `GIT_DIR` and its kin would have git look elsewhere than where the file is. */
function withoutGit({ env }: Host): Host['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_/i.test(name)));
}
