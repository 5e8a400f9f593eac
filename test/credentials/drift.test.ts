import { expect, test } from 'vitest';
import { driftOf } from '../../src/credentials/drift.js';
import type { Setting } from '../../src/profiles/effective.js';
import { Secret } from '../../src/secret.js';

const setting = (value: string, origin: Setting['origin'] = 'profile'): Setting => ({
  value,
  origin,
});

/** What is asked of a login for workspace `here` of organization `org`. */
function drift(
  asked: { readonly workspace?: Setting; readonly organization?: Setting },
  told = true,
) {
  const nothing = {
    scope: undefined,
    federationRuleId: undefined,
    serviceAccountId: undefined,
    identityTokenPath: undefined,
    tokenBaseUrl: setting('https://a.example'),
    apiBaseUrl: setting('https://a.example'),
  };
  return driftOf(
    { ...nothing, organizationId: asked.organization, workspaceId: asked.workspace },
    { accessToken: new Secret('t'), ...(told && { organizationId: 'org', workspaceId: 'here' }) },
  ).drift;
}

test('a login for what is asked has not drifted', () => {
  expect(drift({ workspace: setting('here'), organization: setting('org') })).toBeUndefined();
});

test('each part that differs is named, with who asks for it', () => {
  expect(
    drift({
      workspace: setting('there', 'ANTHROPIC_WORKSPACE_ID'),
      organization: setting('other'),
    }),
  ).toEqual([
    { what: 'organization', asked: 'other', by: 'profile', token: 'org' },
    { what: 'workspace', asked: 'there', by: 'ANTHROPIC_WORKSPACE_ID', token: 'here' },
  ]);
});

test.each([
  ['nothing is asked for', drift({})],
  ['the login does not say what it is for', drift({ workspace: setting('there') }, false)],
  ['the workspace is asked for by the name of default', drift({ workspace: setting('default') })],
])('where %s there is nothing to compare', (_what, found) => {
  expect(found).toBeUndefined();
});
