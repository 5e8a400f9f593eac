import { expect, test } from 'vitest';
import { renderVerified, type Verified } from '../../src/output/verified.js';

const said = (more: Partial<Verified>, columns = 80) =>
  renderVerified(
    {
      host: 'api.anthropic.com',
      recognised: { organizationId: 'org-1', workspaceId: 'wrkspc_1' },
      compared: ['organization', 'workspace'],
      differences: [],
      ...more,
    },
    columns,
  );

test('an answer that is what was believed says so', () => {
  expect(said({})).toBe(
    'api.anthropic.com accepts it (organization org-1, workspace wrkspc_1).\nAs believed here: organization and workspace.\n',
  );
});

test('what the platform said is wrapped like the rest', () => {
  expect(said({}, 50).split('\n').slice(0, 2)).toEqual([
    'api.anthropic.com accepts it (organization org-1,',
    'workspace wrkspc_1).',
  ]);
});

test('an answer that is not says plainly who is right, what differs, and how to mend it', () => {
  const differences = [{ what: 'workspace', believed: 'wrkspc_2', answered: 'wrkspc_1' }] as const;
  expect(said({ differences }).split('\n').slice(1)).toEqual([
    '! That is not what is believed here. The platform is right; what is stored here is out of date:',
    '!   workspace: here wrkspc_2, there wrkspc_1',
    '  to mend it, sign in again: ant auth login',
    '',
  ]);
});

test('where nothing was believed there is nothing to compare', () => {
  expect(said({ compared: [] })).toContain('nothing to compare');
});
