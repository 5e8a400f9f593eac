import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Place, Tree } from '../tree.js';
import { codeOf, fileError } from './file-errors.js';
import { kindOf, slashed } from './place.js';
import { search } from './search.js';
import { walk } from './walk.js';

/** The directory trees of this machine. */
export const realTree: Tree = { look, walk, search };

async function look(path: string): Promise<Place | undefined> {
  const whole = slashed(resolve(path));
  try {
    return {
      kind: kindOf(statSync(whole)),
      path: whole,
      real: slashed(realpathSync.native(whole)),
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw fileError('look at', path, error);
  }
}
