import { AntError } from '../errors.js';
import { credentialsPath } from '../store/credentials-file.js';
import { type Finding, type Machine, unseen } from './finding.js';
import { caught, type Scene } from './scene.js';

/**
 * What lies at a path and who may know of it. A private file holds tokens: only its user may read it, and a
 * link in its place is refused. Shared ones hold settings: others may read them, and links are followed.
 */
export type Spot = {
  readonly path: string;
  readonly kind: 'private-file' | 'private-directory' | 'shared-file' | 'shared-directory';
};

export type Spots = { readonly spots: readonly Spot[]; readonly unlisted: readonly Finding[] };

/** A path below the configuration directory. */
export function below(
  { platform }: Pick<Machine, 'platform'>,
  ...parts: readonly string[]
): string {
  return parts.join(platform === 'win32' ? '\\' : '/');
}

/** Everything of ours and the SDKs' in the configuration directory, and which directories hide what they hold. */
export async function findSpots(
  host: Pick<Machine, 'files' | 'platform'>,
  configDir: string,
  { profiles }: Pick<Scene, 'profiles'>,
): Promise<Spots> {
  const at = (...parts: readonly string[]) => below(host, configDir, ...parts);
  const unlisted: Finding[] = [];
  const inside = async (...parts: readonly string[]): Promise<readonly string[]> => {
    const names = await caught(() => host.files.list(at(...parts)));
    if (!(names instanceof AntError)) return names.map((name) => at(...parts, name));
    unlisted.push(unseen(names));
    return [];
  };
  const exchanged = ['federation', 'federation-ant'];
  const directories = [
    at('credentials'),
    ...exchanged.map((name) => at('credentials', name)),
    at('locks'),
    at('log'),
  ];
  const secrets = [
    ...(await inside('credentials')).filter((path) => /\.json(\.corrupt-\d+)?$/.test(path)),
    ...(await Promise.all(exchanged.map((name) => inside('credentials', name)))).flat(),
    ...profiles.map(({ shelf }) => credentialsPath(host.platform, shelf)),
    at('unrevoked.json'),
  ];
  const settings = [...(await inside('configs')), at('active_config')];
  return {
    unlisted,
    spots: [
      ...as('shared-directory', [configDir, at('configs')]),
      ...as('shared-file', settings),
      ...as('private-directory', directories),
      ...as('private-file', secrets),
    ],
  };
}

/** A profile may name as its own file what lies in the usual place anyway. */
function as(kind: Spot['kind'], paths: readonly string[]): readonly Spot[] {
  return [...new Set(paths)].map((path) => ({ path, kind }));
}
