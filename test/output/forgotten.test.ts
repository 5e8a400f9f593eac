import { describe, expect, it } from 'vitest';
import { renderForgotten } from '../../src/output/forgotten.js';

const NOW = Date.UTC(2026, 10, 22, 12) / 1000;

describe('what logout says', () => {
  it('of a profile without a login warns of no copy of a token', () => {
    const removed = ['its settings'];
    expect(renderForgotten([{ profile: 'ci', removed }], NOW)).toBe(
      'profile "ci" was not signed in: deleted its settings\n',
    );
  });

  it('of a login that cannot be revoked says until when a copy works', () => {
    const login = { profile: 'work', removed: ['its token'], livesUntil: NOW + 3600 };
    expect(renderForgotten([{ ...login, revocation: 'not-offered' }], NOW)).toContain(
      'the platform cannot revoke a token: a copy of the access token would work until 2026-11-22 13:00',
    );
  });
});
