import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import { absolutePath } from '../../profiles/config-dir.js';
import type { ProfileType } from '../../profiles/profile.js';
import { parseBaseUrl } from '../../protocol/base-url.js';
import type { TypedKey } from './typed-key.js';

type Machine = Pick<Host, 'cwd' | 'platform' | 'terminal'>;
type Given = { readonly key: TypedKey; readonly value: string };
type Shape = { readonly is: RegExp; readonly words: string };

/** Settings that only one kind of profile has. */
const ONLY: Readonly<Partial<Record<TypedKey, ProfileType>>> = {
  scope: 'user_oauth',
  client_id: 'user_oauth',
  console_url: 'user_oauth',
  federation_rule_id: 'oidc_federation',
  service_account_id: 'oidc_federation',
  identity_token_file: 'oidc_federation',
};

const SHAPES: Readonly<Partial<Record<TypedKey, Shape>>> = {
  organization_id: {
    is: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: 'a UUID, without a prefix',
  },
  workspace_id: { is: /^wrkspc_[A-Za-z0-9_-]+$/, words: 'wrkspc_…' },
  federation_rule_id: { is: /^fdrl_[A-Za-z0-9_-]+$/, words: 'fdrl_…' },
  service_account_id: { is: /^svac_[A-Za-z0-9_-]+$/, words: 'svac_…' },
  client_id: { is: /^[\x21-\x7e]+$/, words: 'one word' },
  scope: {
    is: /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/,
    words: 'words with one blank between them',
  },
};

/**
 * A value as it may stand in a profile of that type, or an `AntError('usage')` that says what was expected.
 * Blanks around it are dropped and a path is made absolute, and both are said.
 */
export function cleanValue(host: Machine, type: ProfileType, given: Given): string {
  const { key } = given;
  if ((ONLY[key] ?? type) !== type) throw wrongType(key);
  const value = given.value.trim();
  if (value !== given.value) host.terminal.say(`note: dropped the blanks around the ${key}`);
  if (value === '') {
    throw new AntError('usage', `${key} is empty`, { hint: `ant profile unset ${key}` });
  }
  if (key === 'base_url' || key === 'console_url') return cleanUrl(key, value);
  if (key === 'identity_token_file') return cleanPath(host, value);
  const isDefault = value === 'default' && key === 'workspace_id' && type === 'oidc_federation';
  if (isDefault || SHAPES[key]?.is.test(value)) return value;
  throw new AntError('usage', `"${printable(value, 60)}" is no ${key}`, {
    hint: `expected ${SHAPES[key]?.words}`,
  });
}

function wrongType(key: TypedKey): AntError {
  return ONLY[key] === 'user_oauth'
    ? new AntError('usage', `a federation profile has no ${key}`, {
        hint: 'it is a setting of profiles for a person, which sign in with: ant auth login',
      })
    : new AntError('usage', `only federation profiles have ${key}`, {
        hint: 'make one with: ant profile create NAME --federation',
      });
}

/** The same URL rules as everywhere; here a bad one is a mistyped word, and nothing was sent. */
function cleanUrl(key: TypedKey, value: string): string {
  try {
    return parseBaseUrl(value, key).href.replace(/\/$/, '');
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    throw new AntError('usage', error.message, { hint: error.hint });
  }
}

/** SDKs take a path literally, from wherever they happen to run. */
function cleanPath(host: Machine, value: string): string {
  if (value.startsWith('~')) {
    throw new AntError('usage', 'identity_token_file starts with ~, which no SDK expands', {
      hint: 'give the whole path',
    });
  }
  if (printable(value, value.length) !== value) {
    throw new AntError('usage', 'identity_token_file holds a control character');
  }
  const path = absolutePath(host, value);
  if (path !== value) host.terminal.say(`note: identity_token_file is now ${path}`);
  return path;
}
