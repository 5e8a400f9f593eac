import { AntError } from '../errors.js';
import type { Check } from './check.js';
import { type Finding, fixFrom, ok, skipped, warning } from './finding.js';

/** Federation variables of which some are missing, or that cannot work, where something else is used instead. */
export const federationVariables: Check = {
  id: 'federation-variables',
  group: 'variables',
  title: 'federation',
  look: async (_host, { decision }) => {
    if (decision instanceof AntError) return [skipped('the credentials could not be looked at')];
    const found = decision.ranking.find(({ candidate }) => candidate.tier === 'federation-env');
    // What blocks is told where it is said which credential wins.
    if (found?.standing !== 'broken') return [ok('no federation variable is left half set')];
    return [partial(found.candidate)];
  },
};

function partial({ because = '', hint }: { because?: string; hint?: string }): Finding {
  return warning(
    `the federation variables are set in part, and clients disagree on what that means: ${because}`,
    fixFrom(hint),
  );
}
