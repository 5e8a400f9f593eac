import {
  active,
  federationOf,
  type LaidFile,
  type Layout,
  type Parts,
  profileFiles,
  tokens,
} from './layouts.js';
import { accessToken } from './planted.js';

const FEDERATION = federationOf('default');

/** A home with one profile, `default`, that is odd in one way. */
function odd(
  name: string,
  parts: (home: string, at: number) => Parts,
  ...more: readonly LaidFile[]
) {
  const id = `odd-${name}`;
  return {
    id,
    files: (at: number) => [...profileFiles('default', parts(id, at)), ...more],
  };
}

/** A login whose tokens differ from the usual ones. */
const token = (name: string, changes: (at: number) => object): Layout =>
  odd(`token-${name}`, (home, at) => ({
    credentials: { ...tokens(home, 'default', at), ...changes(at) },
  }));

/** A fresh login whose config differs from the usual one. */
const config = (name: string, changes: Parts): Layout =>
  odd(`config-${name}`, (home, at) => ({ credentials: tokens(home, 'default', at), ...changes }));

/** A fresh login, beside an `active_config` of this text. */
const activeText = (name: string, text: string): Layout =>
  odd(`active-${name}`, (home, at) => ({ credentials: tokens(home, 'default', at) }), active(text));

/** A federation profile. */
const federation = (name: string, changes: Parts): Layout =>
  odd(`federation-${name}`, () => ({
    ...changes,
    authentication: { ...FEDERATION, ...changes.authentication },
  }));

/** A federation profile with the token of an earlier exchange. */
const cached = (name: string, seconds: number, changes: Parts = {}): Layout =>
  odd(`cached-${name}`, (home, at) => ({
    authentication: FEDERATION,
    credentials: {
      version: '1.0',
      type: 'oauth_token',
      access_token: accessToken(home, 'default'),
      expires_at: at + seconds,
    },
    ...changes,
  }));

const raw = (name: string, ...files: readonly LaidFile[]): Layout => ({
  id: `odd-${name}`,
  files: () => files,
});

export const ODD_LAYOUTS: readonly Layout[] = [
  token('no-expiry', () => ({ expires_at: undefined })),
  token('null-expiry', () => ({ expires_at: null })),
  token('date-expiry', () => ({ expires_at: '2099-01-01T00:00:00Z' })),
  token('text-expiry', (at) => ({ expires_at: String(at + 3600) })),
  token('milliseconds', (at) => ({ expires_at: (at + 3600) * 1000 })),
  { ...token('20-seconds', (at) => ({ expires_at: at + 20 })), shortLived: true },
  { ...token('100-seconds', (at) => ({ expires_at: at + 100 })), shortLived: true },
  token('none', () => ({ access_token: undefined })),
  token('empty', () => ({ access_token: '' })),
  token('other-type', () => ({ type: 'something' })),
  token('other-version', () => ({ version: '9.0' })),
  token('no-refresh', () => ({ refresh_token: undefined })),
  token('expired-no-refresh', (at) => ({ refresh_token: undefined, expires_at: at - 60 })),
  odd('split-expired', (home, at) => ({
    authentication: { client_id: undefined },
    credentials: { ...tokens(home, 'default', at), refresh_token: undefined, expires_at: at - 60 },
  })),
  odd('split-expired-refresh', (home, at) => ({
    authentication: { client_id: undefined },
    credentials: { ...tokens(home, 'default', at), expires_at: at - 60 },
  })),
  odd('group-readable', (home, at) => ({ credentials: tokens(home, 'default', at), mode: 0o640 })),
  odd('group-executable', (home, at) => ({
    credentials: tokens(home, 'default', at),
    mode: 0o710,
  })),
  config('group-writable', { configMode: 0o664 }),
  odd('list', () => ({ credentials: '[]' })),
  config('no-workspace', { config: { workspace_id: undefined } }),
  config('empty-workspace', { config: { workspace_id: '' } }),
  config('no-organization', { config: { organization_id: undefined } }),
  config('unknown-type', { authentication: { type: 'api_key' } }),
  config('no-type', { authentication: { type: undefined } }),
  config('no-authentication', { config: { authentication: undefined } }),
  config('empty-client', { authentication: { client_id: '' } }),
  config('other-version', { config: { version: '9.0' } }),
  config('unknown-keys', { config: { ant: { store: 'file' }, color: 'blue' } }),
  raw('config-broken', { path: 'configs/default.json', text: '{', mode: 0o644 }),
  raw('config-empty', { path: 'configs/default.json', text: '', mode: 0o644 }),
  raw('config-directory', { path: 'configs/default.json', text: '', mode: 0o755, directory: true }),
  odd('credentials-directory', () => ({}), {
    path: 'credentials/default.json',
    text: '',
    mode: 0o700,
    directory: true,
  }),
  {
    id: 'odd-credentials-link',
    files: (at) => [
      ...profileFiles('default'),
      { path: 'credentials/default.json', text: 'elsewhere.json', mode: 0o777, link: true },
      {
        path: 'credentials/elsewhere.json',
        text: JSON.stringify(tokens('odd-credentials-link', 'default', at)),
        mode: 0o600,
      },
    ],
  },
  {
    id: 'odd-elsewhere',
    files: (at) => [
      ...profileFiles('default', {
        authentication: { credentials_path: '{root}/odd-elsewhere/.config/anthropic/own.json' },
      }),
      {
        path: 'own.json',
        text: JSON.stringify(tokens('odd-elsewhere', 'default', at)),
        mode: 0o600,
      },
    ],
  },
  activeText('blank', ' \n'),
  activeText('empty', ''),
  activeText('crlf', 'default\r\n'),
  activeText('mark', '\uFEFFdefault\n'),
  activeText('two-lines', 'default\nwork\n'),
  activeText('path', '../configs/default\n'),
  activeText('space', 'de fault\n'),
  odd('active-directory', (home, at) => ({ credentials: tokens(home, 'default', at) }), {
    path: 'active_config',
    text: '',
    mode: 0o755,
    directory: true,
  }),
  cached('fresh', 3600),
  cached('expired', -60),
  cached('open', 3600, { mode: 0o644 }),
  cached('broken', 3600, { credentials: '{' }),
  federation('bare', {
    config: { organization_id: undefined, workspace_id: undefined },
    authentication: { federation_rule_id: undefined, service_account_id: undefined },
  }),
  federation('no-token', { authentication: { identity_token: undefined } }),
  federation('no-rule', {
    config: { workspace_id: undefined },
    authentication: { federation_rule_id: undefined },
  }),
  federation('empty-rule', {
    config: { workspace_id: undefined },
    authentication: { federation_rule_id: '' },
  }),
  federation('no-organization', { config: { organization_id: undefined } }),
  federation('empty-organization', { config: { organization_id: '' } }),
  federation('no-account', { authentication: { service_account_id: undefined } }),
  federation('token-missing', {
    authentication: { identity_token: { source: 'file', path: '{root}/tokens/nosuch' } },
  }),
  federation('token-empty', {
    authentication: { identity_token: { source: 'file', path: '{root}/tokens/empty' } },
  }),
  federation('token-no-path', { authentication: { identity_token: { source: 'file', path: '' } } }),
  federation('token-source', {
    authentication: { identity_token: { source: 'env', path: '{root}/tokens/default' } },
  }),
];
