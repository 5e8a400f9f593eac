import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import { absolutePath, configDirectory } from '../../profiles/config-dir.js';
import { knownPlaces } from '../../scan/places.js';
import type { Place } from '../../tree.js';

type Asked = {
  readonly path: readonly string[];
  readonly tracked?: true;
  readonly 'config-dir'?: string;
};

/** Where to look: the places named, or the known ones and the current directory. */
export async function targets(
  host: Pick<Host, 'tree' | 'home' | 'cwd' | 'platform'>,
  { path, tracked }: Asked,
): Promise<readonly Place[]> {
  if (path.length > 0) return Promise.all(path.map((each) => requirePlace(host, each)));
  const here = await requirePlace(host, host.cwd);
  return tracked === true ? [here] : [...(await knownPlaces(host)), here];
}

/** Where credentials rest by design: `ant`'s own, and the login of Claude Code. */
export function credentialStores(
  host: Pick<Host, 'env' | 'platform' | 'home' | 'cwd'>,
  { 'config-dir': flag }: Asked,
): readonly string[] {
  const { env, home } = host;
  const directory = configDirectory(host, flag);
  const claude = env.CLAUDE_CONFIG_DIR || (home && `${home}/.claude`);
  return [
    ...(directory === undefined ? [] : [`${directory}/credentials`]),
    ...(claude ? [`${absolutePath(host, claude)}/.credentials.json`] : []),
  ].map((path) => slashed(host, path));
}

/** As the tree spells paths. */
export function slashed({ platform }: Pick<Host, 'platform'>, path: string): string {
  return platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

async function requirePlace(
  host: Pick<Host, 'tree' | 'cwd' | 'platform'>,
  path: string,
): Promise<Place> {
  if (path.trim() === '') {
    throw new AntError('usage', 'a path to scan is empty', {
      hint: 'leave it out to scan the current directory and the known places',
    });
  }
  const place = await host.tree.look(absolutePath(host, path));
  if (place === undefined) {
    throw new AntError('usage', `there is nothing at ${printable(path, 300)}`);
  }
  if (place.kind === 'special') {
    throw new AntError('usage', `${printable(path, 300)} is neither a file nor a directory`);
  }
  return place;
}
