import { profileToken } from '../../credentials/profile-token.js';
import type { SelectedProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { authPrintCredentials } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import { shellLines } from '../../output/shell-lines.js';
import { originOf, parseBaseUrl } from '../../protocol/base-url.js';
import { loginFields } from '../../store/credentials-file.js';
import type { Login } from '../../store/login.js';
import { requireTrusted } from '../../store/origin.js';
import type { Answer, Run } from '../command.js';
import { about, noted } from '../log/noted.js';
import { requireSelected } from '../selected.js';

type Given = Input<typeof authPrintCredentials>;

/**
 * Hands the profile's access token to another program: one of the three commands that may print one.
 * Always the profile's, whatever keys the environment holds; the refresh token stays where it is.
 */
export const run: Run<Given> = async (host, input) => {
  if (input['access-token'] && input.env) {
    throw new AntError('usage', '--access-token and --env ask for two different answers', {
      hint: 'give one of them',
    });
  }
  const selected = await requireSelected(host, input);
  const minTtl = input['min-ttl'];
  const { login, warning } = await noted(host, about('print', selected), () =>
    profileToken(host, selected, { ...(minTtl !== undefined && { minTtl }) }),
  );
  if (warning !== undefined) host.terminal.say(`ant: warning: ${warning}`);
  if (!input['access-token']) requireItsAddress(selected, login);
  return answer(selected, login, input);
};

/** Together with an address a token is sent there by whoever reads both; the bare token goes nowhere yet. */
function requireItsAddress({ profile, effective }: SelectedProfile, login: Login): void {
  const { value, origin } = effective.tokenBaseUrl;
  requireTrusted(login, { to: originOf(parseBaseUrl(value, origin)), profile: profile.name });
}

function answer(selected: SelectedProfile, login: Login, input: Given): Answer {
  const value = credentialsValue(selected, login);
  if (input['access-token']) return { value, text: () => `${login.accessToken.reveal()}\n` };
  if (input.env) return { value, text: () => environmentLines(selected, login, input) };
  return { value, text: () => `${JSON.stringify(value, undefined, 2)}\n` };
}

/** The official command's JSON, without the refresh token. */
function credentialsValue({ profile }: SelectedProfile, login: Login): unknown {
  return {
    version: '1.0',
    type: 'oauth_token',
    ...loginFields(login),
    base_url: profile.baseUrl,
  };
}

function environmentLines({ profile }: SelectedProfile, login: Login, input: Given): string {
  const lines = shellLines(input.shell ?? 'dotenv', {
    ANTHROPIC_AUTH_TOKEN: login.accessToken.reveal(),
    ...(profile.baseUrl !== undefined && { ANTHROPIC_BASE_URL: profile.baseUrl }),
  });
  if (lines !== undefined) return lines;
  throw new AntError('file', `profile "${profile.name}" holds a value with a line break in it`, {
    hint: `look at ${profile.path}`,
  });
}
