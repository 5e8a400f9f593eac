import type { FederationPart, FederationTier } from './behaviour.js';
import type { Broken } from './chosen-profile.js';
import type { Outcome, Source } from './outcome.js';
import { exchange, TOKEN_FILE, TOKEN_VALUE, tokenFault } from './predict-exchange.js';
import { isThere, type Look, see, textOf } from './read-variable.js';

const VARIABLES: Readonly<Record<FederationPart, readonly string[]>> = {
  rule: ['ANTHROPIC_FEDERATION_RULE_ID'],
  organization: ['ANTHROPIC_ORGANIZATION_ID'],
  'service-account': ['ANTHROPIC_SERVICE_ACCOUNT_ID'],
  token: [TOKEN_FILE, TOKEN_VALUE],
};

/** The outcome of the federation variables; `undefined` where too little is set to claim the tier. */
export function useFederation(look: Look, tier: FederationTier): Outcome | undefined {
  if (tier.unlessNamed && isThere(look, 'ANTHROPIC_PROFILE')) return undefined;
  const has = (part: FederationPart) => VARIABLES[part].some((name) => isThere(look, name));
  if (!tier.claimedBy.some((parts) => parts.every(has))) return undefined;
  const source: Source = { kind: 'federation-variables' };
  const broken = missingVariable(look) ?? tokenFault(look, undefined);
  if (broken !== undefined) return { kind: 'fails', source, because: broken.because };
  const file = textOf(look, TOKEN_FILE);
  if (file === undefined && isKept(look)) {
    return { kind: 'fails', source, because: `${TOKEN_VALUE} is empty` };
  }
  const senseless = sentWith(file).find((name) => isSenseless(look, name));
  return exchange(look, {
    source,
    file,
    senseless,
    because: 'the federation variables are all set',
  });
}

/** Whether this client finds out by itself that the identity token in the variable is none. */
function isKept({ facts, behaviour }: Look): boolean {
  const state = facts.env[TOKEN_VALUE]?.state;
  return behaviour.federation.emptyValue === 'fails' && (state === 'empty' || state === 'blank');
}

function missingVariable(look: Look): Broken | undefined {
  const missing = (['rule', 'organization', 'token'] as const).find(
    (part) => !VARIABLES[part].some((name) => isThere(look, name)),
  );
  if (missing === undefined) return undefined;
  return { fault: 'incomplete', because: `${VARIABLES[missing].join(' or ')} is missing` };
}

/** The variables that go out with an exchange; the identity token only where it comes from no file. */
const sentWith = (file: string | undefined): readonly string[] => [
  ...VARIABLES.rule,
  ...VARIABLES.organization,
  ...VARIABLES['service-account'],
  ...(file === undefined ? [TOKEN_VALUE] : []),
];

/** Whether a variable goes out empty, or with white space around it. A secret's value is not known. */
function isSenseless(look: Look, name: string): boolean {
  const seen = see(look, name);
  if (seen.state !== 'set') return seen.state === 'empty';
  const { state, value = '' } = look.facts.env[name] ?? {};
  return !look.behaviour.trims && (state === 'blank' || value !== value.trim());
}
