import type { Drift } from '../credentials/candidate.js';
import { driftOf } from '../credentials/drift.js';
import { AntError } from '../errors.js';
import { shellWord } from '../store/file-safety.js';
import type { Check } from './check.js';
import { command, type Finding, ok, warning } from './finding.js';
import { loginOf } from './scene.js';

/** Whether each login is for the organization and the workspace that its profile names. */
export const drift: Check = {
  id: 'drift',
  group: 'logins',
  title: 'drift',
  look: async (host, { profiles }) => {
    const findings: Finding[] = [];
    for (const selected of profiles) {
      // A federated token is minted anew for whatever is named.
      if (selected.profile.type !== 'user_oauth') continue;
      const login = await loginOf(host, selected);
      if (login === undefined || login instanceof AntError) continue;
      const { drift: differences = [] } = driftOf(selected.effective, login);
      findings.push(...differences.map((each) => told(selected.profile.name, each)));
    }
    return findings.length > 0
      ? findings
      : [ok('no login that can be read differs from its profile')];
  },
};

function told(name: string, { what, asked, by, token }: Drift): Finding {
  const said =
    by === 'profile'
      ? `profile "${name}" names ${what} ${asked}, and its login is for ${token}`
      : `${by} names ${what} ${asked}, and the login of profile "${name}" is for ${token}`;
  const id = shellWord(asked);
  return warning(said, command(`ant auth login --profile ${name} --${what}-id ${id}`));
}
