import { profileToken } from '../../credentials/profile-token.js';
import type { authRefresh } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import { ending } from '../../output/time.js';
import type { Run } from '../command.js';
import { about, noted } from '../log/noted.js';
import { requireSelected } from '../selected.js';

const WORDS = {
  cached: 'is fresh; renew it all the same with --force',
  refreshed: 'was renewed',
  exchanged: 'was exchanged anew',
} as const;

/**
 * Renews the profile's access token; it is stored and never printed. One that should have been renewed and could
 * not be is an error, also while it still works.
 */
export const run: Run<Input<typeof authRefresh>> = async (host, input) => {
  const selected = await requireSelected(host, input);
  const { login, how, warning } = await noted(host, about('refresh', selected), () =>
    profileToken(host, selected, { force: input.force === true, insist: true }),
  );
  if (warning !== undefined) host.terminal.say(`ant: warning: ${warning}`);
  const { name } = selected.profile;
  const now = host.now();
  return {
    value: { schema_version: 1, profile: name, how, expires_at: login.expiresAt },
    text: () => `the token of profile "${name}" ${WORDS[how]}: ${ending(login.expiresAt, now)}\n`,
  };
};
