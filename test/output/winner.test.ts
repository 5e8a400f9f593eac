import { expect, test } from 'vitest';
import type { Candidate, Identity } from '../../src/credentials/candidate.js';
import { driftLines, winnerSentence } from '../../src/output/winner.js';
import { NOON } from '../support/host.js';

const USUAL = 'https://api.anthropic.com';

function sentence(tier: Candidate['tier'], identity: Identity): string {
  return winnerSentence({ tier, origin: 'ORIGIN', state: 'ready', identity }, NOON);
}

test.each<[string, Candidate['tier'], Identity, string]>([
  [
    'a key',
    'api-key',
    { kind: 'api-key', baseUrl: USUAL },
    'A static API key is used, from ORIGIN: only the platform knows whose it is (--verify asks); it lives until somebody deletes it; calls are billed to the organization the key belongs to.',
  ],
  [
    'a token sent elsewhere',
    'auth-token',
    { kind: 'auth-token', baseUrl: 'https://ada:secret@gateway.example' },
    'A token from the environment is used, from ORIGIN: only the platform knows whose it is and until when (--verify asks); calls are billed to the organization the token belongs to; calls go to https://gateway.example.',
  ],
  [
    'a login that is over and can be renewed',
    'active-profile',
    {
      kind: 'login',
      baseUrl: USUAL,
      scope: 'user:inference',
      keptIn: 'keychain',
      expiresAt: NOON - 1,
      renewal: 'refresh',
    },
    'You are signed in, by ORIGIN: scope user:inference; expired, renewed at the next use; its tokens rest in the system keychain; calls are billed to the organization as API usage.',
  ],
  [
    'a login of which only the organization is known',
    'active-profile',
    { kind: 'login', baseUrl: USUAL, organization: { id: 'org-1' } },
    'You are signed in to organization org-1, by ORIGIN: the token never expires; calls are billed to the organization as API usage.',
  ],
  [
    'a workload',
    'federation-env',
    {
      kind: 'federation',
      baseUrl: USUAL,
      organization: { id: 'org-1' },
      serviceAccountId: 'svac_1',
      federationRuleId: 'fdrl_1',
      renewal: 'exchange',
    },
    'You are service account svac_1 in organization org-1 under federation rule fdrl_1, by ORIGIN: the token is exchanged at first use; calls are billed to the organization as API usage.',
  ],
])('one sentence says it all of %s', (_what, tier, identity, expected) => {
  expect(sentence(tier, identity)).toBe(expected);
});

test('drift is shown with the command for either way out', () => {
  const drift = [
    { what: 'workspace', asked: 'wrkspc_A', by: 'profile', token: 'wrkspc_B' },
  ] as const;
  expect(driftLines({ kind: 'login', baseUrl: USUAL, profile: 'work', drift })).toEqual([
    '! The profile asks for workspace wrkspc_A, and the token is for wrkspc_B.',
    '  to get a token for what is asked: ant auth login --profile work --workspace-id wrkspc_A',
    '  to stay with the token: ant profile set --profile work workspace_id wrkspc_B',
  ]);
});

test('drift that a variable causes ends with the variable', () => {
  const drift = [
    { what: 'workspace', asked: 'A', by: 'ANTHROPIC_WORKSPACE_ID', token: 'B' },
  ] as const;
  expect(driftLines({ kind: 'login', baseUrl: USUAL, profile: 'work', drift })).toEqual([
    '! ANTHROPIC_WORKSPACE_ID asks for workspace A, and the token is for B.',
    '  to get a token for what is asked: ant auth login --profile work --workspace-id A',
    '  to stay with the token: unset ANTHROPIC_WORKSPACE_ID',
  ]);
});

test('an id that a shell would obey is one word of the command', () => {
  const drift = [{ what: 'workspace', asked: 'a;reboot', by: 'profile', token: "b'$(x)" }] as const;
  const lines = driftLines({ kind: 'login', baseUrl: USUAL, profile: 'work', drift });
  expect(lines.slice(1)).toEqual([
    "  to get a token for what is asked: ant auth login --profile work --workspace-id 'a;reboot'",
    "  to stay with the token: ant profile set --profile work workspace_id 'b'\\''$(x)'",
  ]);
});
