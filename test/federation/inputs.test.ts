import { expect, test } from 'vitest';
import { checkInputs, missingInputs } from '../../src/federation/inputs.js';

const UUID = '5a5db0c5-0000-4000-8000-000000000001';
const from = (value: string) => ({ value, origin: '--flag' });
const whole = { federationRuleId: from('fdrl_1'), organizationId: from(UUID) };

test('stray blanks around an id are trimmed, because the platform answers 400 to them', () => {
  expect(
    checkInputs({ ...whole, workspaceId: from(' default\n'), serviceAccountId: from('svac_1 ') }),
  ).toEqual({
    federationRuleId: 'fdrl_1',
    organizationId: UUID,
    serviceAccountId: 'svac_1',
    workspaceId: 'default',
  });
});

test('everything that is missing is named at once, with the places to set it', () => {
  expect(missingInputs({})).toEqual([
    expect.stringContaining('ANTHROPIC_FEDERATION_RULE_ID'),
    expect.stringContaining('ANTHROPIC_ORGANIZATION_ID'),
  ]);
  expect(() => checkInputs({ organizationId: from(UUID) })).toThrow(
    expect.objectContaining({ code: 'no-credential' }),
  );
});

test.each([
  ['a rule without its prefix', { ...whole, federationRuleId: from('1') }],
  ['an organization with a prefix', { ...whole, organizationId: from(`org_${UUID}`) }],
  ['a workspace by name', { ...whole, workspaceId: from('Production') }],
  ['a service account by name', { ...whole, serviceAccountId: from('deploy') }],
])('%s is refused before anything is sent, naming where it came from', (_story, found) => {
  expect(() => checkInputs(found)).toThrow(/^--flag: "\S+" is no [a-z ]+; it looks like /);
});

test('a hostile value is made safe to show', () => {
  const found = { ...whole, workspaceId: from('\u001b]0;owned\u0007') };
  expect(() => checkInputs(found)).toThrow(/"\?\]0;owned\?"/);
});
