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
  if (input.shell !== undefined && !input.env) {
    throw new AntError('usage', '--shell says how to quote the lines of --env, which is missing', {
      hint: `ant auth print-credentials --env --shell ${input.shell}`,
    });
  }
  const selected = await requireSelected(host, input);
  const minTtl = input['min-ttl'];
  const { login, warning } = await noted(host, about('print', selected), async () => {
    const token = await profileToken(host, selected, { ...(minTtl !== undefined && { minTtl }) });
    if (!input['access-token']) requireItsAddress(selected, token.login);
    return token;
  });
  if (warning !== undefined) host.terminal.say(`ant: warning: ${warning}`);
  return answer(selected, login, input);
};

/** Together with an address a token is sent there by whoever reads both; the bare token goes nowhere yet. */
function requireItsAddress({ profile, effective }: SelectedProfile, login: Login): void {
  const { value, origin } = effective.tokenBaseUrl;
  requireTrusted(login, { to: originOf(parseBaseUrl(value, origin)), profile: profile.name });
}

function answer(selected: SelectedProfile, login: Login, input: Given): Answer {
  const token = { version: '1.0', type: 'oauth_token', ...loginFields(login) };
  if (input['access-token']) {
    return { value: token, text: () => `${login.accessToken.reveal()}\n` };
  }
  // The official command's JSON, without the refresh token.
  const value = { ...token, base_url: addressOf(selected) };
  if (input.env) return { value, text: () => environmentLines(selected, login, input) };
  return { value, text: () => `${JSON.stringify(value, undefined, 2)}\n` };
}

/** The address that was just looked at, where it is the profile's own or was typed. */
function addressOf({ effective }: SelectedProfile): string | undefined {
  const { value, origin } = effective.tokenBaseUrl;
  return origin === 'profile' || origin === '--base-url' ? value : undefined;
}

function environmentLines(selected: SelectedProfile, login: Login, input: Given): string {
  const address = addressOf(selected);
  const lines = shellLines(input.shell ?? 'dotenv', {
    ANTHROPIC_AUTH_TOKEN: login.accessToken.reveal(),
    ...(address !== undefined && { ANTHROPIC_BASE_URL: address }),
  });
  if (lines !== undefined) return lines;
  const { name, path } = selected.profile;
  throw new AntError('file', `profile "${name}" holds a value with a line break in it`, {
    hint: `look at ${path}`,
  });
}
