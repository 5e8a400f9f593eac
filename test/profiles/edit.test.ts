import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileSet } from '../../src/grammar/profile.js';
import {
  draftProfile,
  readSetting,
  type SettingKey,
  serializeProfile,
  withSetting,
} from '../../src/profiles/edit.js';

const keys: readonly SettingKey[] = [...profileSet.arguments[0].choices, 'store'];

describe('editing a profile', () => {
  it('changes one setting and keeps what it does not know, in its place', () => {
    const raw = {
      a: 1,
      workspace_id: 'old',
      authentication: { type: 'user_oauth', later: true },
      z: [],
    };
    expect(serializeProfile(withSetting(raw, 'workspace_id', 'new'))).toBe(
      serializeProfile({
        a: 1,
        workspace_id: 'new',
        authentication: { type: 'user_oauth', later: true },
        z: [],
      }),
    );
    expect(withSetting(raw, 'scope', 's').authentication).toEqual({
      type: 'user_oauth',
      later: true,
      scope: 's',
    });
  });

  it('an identity token file brings its source along, and takes it away', () => {
    const set = withSetting(
      { authentication: { type: 'oidc_federation' } },
      'identity_token_file',
      '/t',
    );
    expect(set).toEqual({
      authentication: { type: 'oidc_federation', identity_token: { source: 'file', path: '/t' } },
    });
    expect(withSetting(set, 'identity_token_file', undefined)).toEqual({
      authentication: { type: 'oidc_federation' },
    });
  });

  it('removing what is not there changes nothing, not even an empty object', () => {
    const raw = { authentication: { type: 'user_oauth' } };
    for (const key of keys) expect(withSetting(raw, key, undefined)).toEqual(raw);
  });

  it('any unknown keys survive any change, and what was set is read back', () => {
    const known = new Set([
      'organization_id',
      'workspace_id',
      'base_url',
      'authentication',
      'ant',
      '__proto__',
    ]);
    const strangers = fc.dictionary(
      fc.string().filter((key) => !known.has(key)),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        strangers,
        fc.constantFrom(...keys),
        fc.string({ minLength: 1 }),
        (others, key, value) => {
          const changed = withSetting(
            { ...others, authentication: { type: 'user_oauth', ...others } },
            key,
            value,
          );
          expect(readSetting({ raw: changed }, key)).toBe(value);
          expect(changed).toMatchObject(others);
          const back = withSetting(changed, key, undefined);
          expect(readSetting({ raw: back }, key)).toBeUndefined();
        },
      ),
    );
  });

  it('a draft holds a version, a type and what was given', () => {
    expect(
      draftProfile('user_oauth', { workspace_id: 'wrkspc_1', scope: undefined, store: 'split' }),
    ).toEqual({
      version: '1.0',
      workspace_id: 'wrkspc_1',
      authentication: { type: 'user_oauth' },
      ant: { store: 'split' },
    });
  });
});
