import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../src/profiles/parse.js';

const path = '/conf/configs/work.json';
const parse = (value: unknown) =>
  parseProfile({
    name: 'work',
    path,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  });

describe('a profile file', () => {
  it('of a person is read, with unknown keys kept', () => {
    const file = {
      version: '1.3',
      organization_id: '2f0c9f6e-0000-4000-8000-000000000001',
      workspace_id: 'wrkspc_1',
      base_url: 'https://api.example',
      from_the_future: [1],
      authentication: {
        type: 'user_oauth',
        scope: 'org:admin',
        client_id: 'client',
        console_url: 'https://console.example',
        credentials_path: '/elsewhere.json',
        federation_rule_id: 'fdrl_ignored',
      },
      ant: { store: 'split' },
    };
    expect(parse(file)).toEqual({
      name: 'work',
      path,
      type: 'user_oauth',
      organizationId: '2f0c9f6e-0000-4000-8000-000000000001',
      workspaceId: 'wrkspc_1',
      baseUrl: 'https://api.example',
      scope: 'org:admin',
      credentialsPath: '/elsewhere.json',
      clientId: 'client',
      consoleUrl: 'https://console.example',
      store: 'split',
      raw: file,
    });
  });

  it('of a workload is read', () => {
    const authentication = {
      type: 'oidc_federation',
      federation_rule_id: 'fdrl_1',
      service_account_id: 'svac_1',
      identity_token: { source: 'file', path: '/run/token' },
      client_id: 'ignored',
    };
    expect(parse({ authentication })).toEqual({
      name: 'work',
      path,
      type: 'oidc_federation',
      federationRuleId: 'fdrl_1',
      serviceAccountId: 'svac_1',
      identityTokenPath: '/run/token',
      raw: { authentication },
    });
  });

  it('may hold nothing but a type: the environment fills the rest', () => {
    expect(parse({ authentication: { type: 'oidc_federation' } }).type).toBe('oidc_federation');
  });

  it('with empty texts and nulls has those settings absent', () => {
    const profile = parse({
      workspace_id: '',
      base_url: null,
      authentication: { type: 'user_oauth', scope: '' },
    });
    expect(profile).not.toHaveProperty('workspaceId');
    expect(profile).not.toHaveProperty('baseUrl');
    expect(profile).not.toHaveProperty('scope');
  });

  it('whose "ant" key another writer filled with something else is read without a store', () => {
    expect(parse({ authentication: { type: 'user_oauth' }, ant: { store: 7 } })).not.toHaveProperty(
      'store',
    );
    expect(parse({ authentication: { type: 'user_oauth' }, ant: 'x' })).not.toHaveProperty('store');
  });

  it('of a source may say numbers and yes or no as JSON does', () => {
    const settings = { duration_seconds: 900, region: 'x', checked: true };
    const ant = { identity_token: { source: 'aws', settings } };
    expect(parse({ authentication: { type: 'oidc_federation' }, ant }).identitySource).toEqual({
      source: 'aws',
      settings: { duration_seconds: '900', region: 'x', checked: 'true' },
    });
  });

  const withSettings = (settings: unknown) => ({
    authentication: { type: 'oidc_federation' },
    ant: { identity_token: { source: 'command', settings } },
  });
  const oauth = { type: 'user_oauth' };
  it.each([
    ['{"authentication": ', 'not a JSON object'],
    ['[]', 'not a JSON object'],
    ['', 'not a JSON object'],
    ['\ufeff{"authentication":{"type":"user_oauth"}}', 'not a JSON object'],
    [{}, 'no "authentication"'],
    [{ authentication: 'user_oauth' }, 'no "authentication"'],
    [{ authentication: {} }, 'no "authentication.type"'],
    [{ authentication: { type: 'magic' } }, 'unknown authentication type "magic"'],
    [{ version: '2.0', authentication: oauth }, 'version "2.0"'],
    [{ version: '0.9', authentication: oauth }, 'version "0.9"'],
    [{ version: 2, authentication: oauth }, 'version "2"'],
    [{ workspace_id: 5, authentication: oauth }, '"workspace_id" that is not text'],
    [{ authentication: { ...oauth, client_id: {} } }, '"client_id" that is not text'],
    [
      { authentication: { type: 'oidc_federation', identity_token: { source: 'exec' } } },
      'source is not "file"',
    ],
    [
      { authentication: { type: 'oidc_federation', identity_token: { source: 'file', path: '' } } },
      'without a path',
    ],
    [withSettings({ command: ['kubectl'] }), 'setting "command" that is not text'],
    [withSettings({ command: null }), 'setting "command" that is not text'],
    [withSettings('kubectl'), '"settings" that are not an object'],
  ])('E64: %j is refused by name and reason', (text, reason) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'file', message: expect.stringContaining(reason) }),
    );
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(path) }),
    );
  });

  it('E64: a hostile type is shown without its escapes', () => {
    expect(() => parse({ authentication: { type: '\u001b]0;x\u0007' } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('\u001b') }),
    );
  });
});
