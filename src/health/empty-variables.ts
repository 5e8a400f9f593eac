import type { Check } from './check.js';
import { note, ok, warning, words } from './finding.js';
import { CREDENTIAL_VARIABLES } from './variables.js';

/** The official Go `ant` takes these for set, even when they are empty, and then finds nothing in them. */
const DISPUTED = ['ANTHROPIC_API_KEY', 'ANTHROPIC_PROFILE'];

/** Variables that are set to nothing: some clients take them for set. */
export const emptyVariables: Check = {
  id: 'empty-variables',
  group: 'variables',
  title: 'empty',
  look: async ({ env }) => {
    const empty = CREDENTIAL_VARIABLES.filter((name) => env[name]?.trim() === '');
    if (empty.length === 0) return [ok('no variable is set to nothing')];
    return empty.map((name) => {
      const fix = words(`unset ${name}`);
      return DISPUTED.includes(name)
        ? warning(
            `${name} is set to nothing: unset to ant and the SDKs, set to the official Go ant`,
            fix,
          )
        : note(`${name} is set to nothing, which counts as not set`, fix);
    });
  },
};
