import { readUnrevoked } from '../store/unrevoked.js';
import type { Check } from './check.js';
import { ok, warning, words } from './finding.js';
import { span } from './span.js';

/** Logins that were deleted here and that the platform may still honour. */
export const unrevoked: Check = {
  id: 'unrevoked',
  group: 'logins',
  title: 'unrevoked',
  look: async (host, { configDir }) => {
    const entries = configDir === undefined ? [] : await readUnrevoked(host, configDir);
    if (entries.length === 0) return [ok('no login was deleted without being revoked')];
    const now = host.now();
    return entries.map(({ profile, at, until, origin, because }) =>
      warning(
        `the login of profile "${profile}", deleted here ${span(now - at)} ago, was not revoked (${because}) and may work at ${origin} for another ${span(until - now)}`,
        words('end that session in the Console; see it with: ant auth store'),
      ),
    );
  },
};
