import { AntError } from '../errors.js';
import {
  type Detection,
  type IdentityTokenSource,
  LAYERS,
  type SourceSettings,
  type Surroundings,
} from './source.js';
import { SOURCES } from './table.js';
import { troubleOf } from './trouble.js';

export type Detected = { readonly source: IdentityTokenSource; readonly detection: Detection };

/** What each source finds of itself here. No network, no program is started. */
export function detectAll(
  around: Surroundings,
  settings: SourceSettings = {},
): Promise<readonly Detected[]> {
  return Promise.all(
    SOURCES.map(async (source) => ({ source, detection: await look(source, around, settings) })),
  );
}

/** Settings may mend what is found. They never make that found which is not here: for that a source has to be named. */
async function look(
  source: IdentityTokenSource,
  around: Surroundings,
  settings: SourceSettings,
): Promise<Detection> {
  const found = await source.detect(around, {});
  const fit = Object.keys(settings).every((name) => Object.hasOwn(source.settings, name));
  const mendable = found.state === 'broken' && !found.onlyNamed && fit;
  return mendable ? source.detect(around, settings) : found;
}

/**
 * The one source that is meant when none was named: the narrowest that is present. `undefined` when there is
 * none. Two equally narrow ones, or a narrower one that is broken, are an `AntError('identity-token')`: a
 * guess could present the wrong identity.
 */
export function ambientSource(detected: readonly Detected[]): Detected | undefined {
  for (const layer of LAYERS) {
    const here = detected.filter(
      ({ source, detection }) =>
        source.asked === 'ambient' &&
        source.layer === layer &&
        detection.state !== 'absent' &&
        !detection.onlyNamed,
    );
    const [first, second] = here;
    if (first !== undefined && second !== undefined) throw conflict(here);
    if (first?.detection.state === 'broken') {
      const { because, hint } = troubleOf(first.source, first.detection);
      throw new AntError('identity-token', because, { hint });
    }
    if (first !== undefined) return first;
  }
  return undefined;
}

function conflict(here: readonly Detected[]): AntError {
  const ids = here.map(({ source }) => source.id);
  return new AntError('identity-token', `more than one identity is here: ${ids.join(', ')}`, {
    hint: `choose one: ${ids.map((id) => `--source ${id}`).join(' or ')}`,
  });
}
