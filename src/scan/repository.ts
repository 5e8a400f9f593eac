import type { Host } from '../host.js';

type Machine = Pick<Host, 'files' | 'tree' | 'env' | 'home'>;

/** The nearest directory above (or this one) that holds `.git`; `undefined` when none does. */
export async function findTop(
  host: Pick<Host, 'tree'>,
  directory: string,
): Promise<string | undefined> {
  if (await isTop(host, directory)) return directory;
  const parent = parentOf(directory);
  return parent === directory ? undefined : findTop(host, parent);
}

export async function isTop({ tree }: Pick<Host, 'tree'>, directory: string): Promise<boolean> {
  return (await tree.look(`${directory}/.git`)) !== undefined;
}

/** The patterns that apply to a whole repository, weakest first: the user's, then its own. */
export async function widePatterns(host: Machine, top: string): Promise<readonly string[]> {
  const [users, own] = [await usersPatterns(host), await ownPatterns(host, top)];
  return [...users, ...own];
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? path : path.slice(0, slash) || '/';
}

/** The lines of a text file; none where there is no such file. */
export async function linesOf(
  { files }: Pick<Host, 'files'>,
  path: string,
): Promise<readonly string[]> {
  const view = await files.read(path, { follow: true });
  return view?.kind === 'file' ? view.text.replace(/^\ufeff/, '').split(/\r?\n/) : [];
}

/** A worktree's `.git` is a file that says where the repository is. */
async function ownPatterns(host: Machine, top: string): Promise<readonly string[]> {
  const dotGit = `${top}/.git`;
  const [pointer = ''] = await linesOf(host, dotGit);
  const directory = pointer.startsWith('gitdir:') ? below(top, pointer.slice(7).trim()) : dotGit;
  const [common = ''] = await linesOf(host, `${directory}/commondir`);
  const shared = common === '' ? directory : below(directory, common);
  return linesOf(host, `${shared}/info/exclude`);
}

async function usersPatterns(host: Machine): Promise<readonly string[]> {
  const { env, home } = host;
  const config = env.XDG_CONFIG_HOME || (home && `${home}/.config`);
  if (home === undefined || config === undefined) return [];
  const settings = [
    ...(await linesOf(host, `${config}/git/config`)),
    ...(await linesOf(host, `${home}/.gitconfig`)),
  ];
  const named = excludesFile(settings);
  return linesOf(host, named?.replace(/^~(?=\/)/, home) ?? `${config}/git/ignore`);
}

/** `core.excludesFile`, the last one given. */
function excludesFile(lines: readonly string[]): string | undefined {
  let section = '';
  let found: string | undefined;
  for (const line of lines) {
    section = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1]?.toLowerCase() ?? section;
    const [, value] = /^\s*excludesfile\s*=\s*"?([^"#;]*?)"?\s*$/i.exec(line) ?? [];
    if (section === 'core' && value !== undefined && value !== '') found = value;
  }
  return found;
}

function below(directory: string, path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${directory}/${path}`;
}
