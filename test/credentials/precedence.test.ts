import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, TIERS } from '../../src/credentials/candidate.js';
import { decide, requireWinner } from '../../src/credentials/precedence.js';

const candidate: fc.Arbitrary<Candidate> = fc.record({
  tier: fc.constantFrom(...TIERS),
  origin: fc.string(),
  state: fc.constantFrom('ready', 'absent', 'incomplete', 'broken'),
});
const found = fc.uniqueArray(candidate, { selector: ({ tier }) => tier });
const always = (law: (candidates: Candidate[]) => void) => fc.assert(fc.property(found, law));
const strongest = (some: readonly Candidate[]) =>
  [...some].sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));

test('the order the candidates were found in never matters', () => {
  always((some) => {
    expect(decide([...some].reverse())).toEqual(decide(some));
  });
});

test('exactly one candidate decides as soon as any is not absent, and none when all are', () => {
  always((some) => {
    const deciding = decide(some).ranking.filter(
      ({ standing }) => standing === 'wins' || standing === 'blocks',
    );
    expect(deciding.length).toBe(some.some(({ state }) => state !== 'absent') ? 1 : 0);
  });
});

test('nothing weaker than the decisive candidate ever changes the winner', () => {
  always((some) => {
    const { winner } = decide(some);
    const ranked = strongest(some);
    const at = winner === undefined ? -1 : ranked.indexOf(winner);
    fc.pre(at >= 0);
    expect(decide(ranked.slice(0, at + 1)).winner).toBe(winner);
  });
});

test('a broken candidate blocks every ready one below it', () => {
  always((some) => {
    const chosen = strongest(some).find(({ state }) => state === 'ready' || state === 'broken');
    expect(decide(some).winner).toBe(chosen?.state === 'ready' ? chosen : undefined);
  });
});

const at = (tier: Candidate['tier'], state: Candidate['state']): Candidate => ({
  tier,
  state,
  origin: tier,
});

test('incomplete federation is passed over while a profile can answer, as in the official SDKs', () => {
  const decision = decide([at('federation-env', 'incomplete'), at('active-profile', 'ready')]);
  expect(decision.winner?.tier).toBe('active-profile');
  expect(decision.ranking.map(({ standing }) => standing)).toEqual(['broken', 'wins']);
});

test('incomplete federation blocks when nothing else can answer, and the error says what is missing', () => {
  const decision = decide([
    { ...at('federation-env', 'incomplete'), because: 'the organization id is missing' },
  ]);
  expect(decision.ranking[0]?.standing).toBe('blocks');
  expect(() => requireWinner(decision)).toThrow('the organization id is missing');
});

test('nobody signed in is an error that names the command', () => {
  expect(() => requireWinner(decide([at('api-key', 'absent')]))).toThrow(
    expect.objectContaining({ code: 'no-credential', hint: 'run: ant auth login' }),
  );
});
