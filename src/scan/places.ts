import type { Host } from '../host.js';
import type { Place } from '../tree.js';
import { KEYS_ONLY, SITES } from './sites/table.js';

/** The files and directories where this person and this machine keep settings, as far as they exist. */
export async function knownPlaces({
  tree,
  home,
}: Pick<Host, 'tree' | 'home'>): Promise<readonly Place[]> {
  const below = [...SITES.flatMap((site) => site.home), ...KEYS_ONLY];
  const paths = [
    ...(home === undefined ? [] : below.map((path) => `${home}/${path}`)),
    ...SITES.flatMap(({ machine = [] }) => machine),
  ];
  const places: Place[] = [];
  for (const path of new Set(paths)) {
    // What cannot even be looked at was never this person's to set.
    const place = await tree.look(path).catch(() => undefined);
    if (place !== undefined) places.push(place);
  }
  return places;
}
