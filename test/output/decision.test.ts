import { expect, test } from 'vitest';
import type { Candidate } from '../../src/credentials/candidate.js';
import { decide } from '../../src/credentials/precedence.js';
import { decisionValue, headline, renderDecision } from '../../src/output/decision.js';
import { NOON } from '../support/host.js';

const ada: Candidate = {
  tier: 'active-profile',
  origin: 'profile "default" (the default)',
  state: 'ready',
  identity: {
    kind: 'login',
    profile: 'default',
    account: 'ada@acme.example',
    organization: { id: '5a5d', name: 'Acme' },
    workspace: { id: 'wrkspc_1', name: 'Production' },
    expiresAt: NOON + 7 * 3600,
    renewal: 'refresh',
    keptIn: 'split',
    baseUrl: 'https://api.anthropic.com',
  },
};

test('a person reads who they are first, and then why, a line a tier', () => {
  const decision = decide([{ tier: 'api-key', origin: 'ANTHROPIC_API_KEY', state: 'absent' }, ada]);
  expect(renderDecision({ decision, now: NOON, columns: 80 })).toMatchInlineSnapshot(`
    "You are ada@acme.example in organization Acme (5a5d), workspace Production
    (wrkspc_1), by profile "default" (the default): good until 2026-11-22 19:00 UTC
    (in 7 h), then renewed by itself; the refresh token rests in the system
    keychain, the access token in a private file; calls are billed to the
    organization as API usage.

      1  ANTHROPIC_API_KEY                not set
    > 2  profile "default" (the default)  used
    "
  `);
});

test('half-set federation says what is missing and that it blocks', () => {
  const decision = decide([
    {
      tier: 'federation-env',
      origin: 'federation variables',
      state: 'incomplete',
      because: 'the organization id is missing',
      hint: 'set what is missing, or unset the rest',
    },
  ]);
  expect(renderDecision({ decision, now: NOON, columns: 80 })).toMatchInlineSnapshot(`
    "No usable credential. The first in line does not work: federation variables.
      the organization id is missing
      to mend it: set what is missing, or unset the rest

    ! 1  federation variables  broken, so nothing below it is tried (the organization id is missing)
    "
  `);
});

test('what stands in the way is wrapped, and the command that mends it is not', () => {
  const decision = decide([
    {
      tier: 'active-profile',
      origin: 'profile "default" (active)',
      state: 'broken',
      because: 'the credentials file is open to other users, so nobody uses it',
      hint: 'run: ant auth login --profile default',
    },
  ]);
  expect(headline({ decision, now: NOON, columns: 40 })).toEqual([
    'No usable credential. The first in line',
    'does not work: profile "default"',
    '(active).',
    '  the credentials file is open to other',
    '  users, so nobody uses it',
    '  to mend it: ant auth login --profile default',
  ]);
});

test('who knows no way to mend it says at least where to look', () => {
  const origin = 'active profile';
  const decision = decide([
    { tier: 'active-profile', origin, state: 'broken', because: 'it is odd' },
  ]);
  const lines = headline({ decision, now: NOON, columns: 80 });
  expect(lines).toContain('  to see what was looked at: ant whoami --explain');
  expect(headline({ decision, now: NOON, columns: 80, evidence: {} })).toEqual(lines.slice(0, -1));
});

test('E83: names from the platform cannot move the cursor or forge a line', () => {
  const hostile = `Evil\u001b[2J\n> 1  ANTHROPIC_API_KEY  used\u202e`;
  const decision = decide([
    {
      ...ada,
      identity: {
        kind: 'login',
        account: hostile,
        baseUrl: hostile,
        organization: { id: hostile, name: hostile },
      },
    },
  ]);
  const text = renderDecision({ decision, now: NOON, columns: 80 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looked for because they must not be there
  expect(text).not.toMatch(/[\u001b\u202e]|\n> 1 {2}ANTHROPIC_API_KEY/);
});

test('the JSON twin has a null winner when there is none', () => {
  expect(decisionValue({ decision: decide([]) }).winner).toBeNull();
});
