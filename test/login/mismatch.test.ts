import { expect, test } from 'vitest';
import { mismatch, missingScopes } from '../../src/login/mismatch.js';
import { Secret } from '../../src/secret.js';

const GRANT = { accessToken: new Secret('minted-access'), expiresAt: 0 };
const ORG = '00000000-0000-4000-8000-00000000000a';
const ASKED = {
  scope: 'user:profile user:inference',
  organizationId: ORG,
  workspaceId: 'wrkspc_1',
};
const MATCHING = { ...GRANT, organization: { id: ORG }, workspace: { id: 'wrkspc_1' } };

test('E24: a grant for what was asked is no mismatch, whatever the case of the UUID', () => {
  expect(mismatch(ASKED, MATCHING)).toEqual([]);
  expect(mismatch(ASKED, { ...MATCHING, organization: { id: ORG.toUpperCase() } })).toEqual([]);
});

test('E24: a grant for another organization or workspace is one', () => {
  const elsewhere = { ...GRANT, organization: { id: 'other' }, workspace: { id: 'wrkspc_2' } };
  expect(mismatch(ASKED, elsewhere)).toEqual([
    { what: 'organization', asked: ORG, got: 'other' },
    { what: 'workspace', asked: 'wrkspc_1', got: 'wrkspc_2' },
  ]);
});

test('E24: a grant bound to no workspace is one, unless it administers the organization', () => {
  const unbound = { ...GRANT, organization: { id: ORG } };
  expect(mismatch(ASKED, unbound)).toEqual([{ what: 'workspace', asked: 'wrkspc_1' }]);
  expect(mismatch({ ...ASKED, scope: 'org:admin' }, unbound)).toEqual([]);
});

test('E24: whoever asked for nothing in particular gets no mismatch', () => {
  expect(mismatch({ scope: 'user:profile' }, MATCHING)).toEqual([]);
});

test('an answer that names no organization proves nothing', () => {
  expect(mismatch(ASKED, { ...GRANT, workspace: { id: 'wrkspc_1' } })).toEqual([]);
});

test('E39: scopes that were asked for and not granted are named', () => {
  expect(missingScopes(ASKED, { ...GRANT, scope: 'user:profile extra' })).toEqual([
    'user:inference',
  ]);
  expect(missingScopes(ASKED, GRANT)).toEqual([]);
});
