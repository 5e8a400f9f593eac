import type { Spec } from './spec.js';

export const federationRevokeLocal = {
  path: ['federation', 'revoke-local'],
  summary: 'delete the access tokens that exchanges left on this machine',
  details: `For the last step of a CI job. Deletes the kept tokens of federation profiles and of exchanges without one,
those that Claude Code keeps beside them, and the files and profiles that --write made, unless somebody changed
them since. An exchange under way is waited for, a little over a minute at most. People's logins stay. The platform
cannot revoke an access token: ant says until when a copy of one works. Exits 0 also when nothing is there, and
6 when something could not be deleted.`,
  arguments: [],
  flags: [],
  examples: [
    { command: 'ant federation revoke-local', does: 'in a step that runs whatever happened' },
  ],
} as const satisfies Spec;
