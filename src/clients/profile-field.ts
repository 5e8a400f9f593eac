import type { FoundConfig } from './predict-profile.js';
import { type Look, textOf } from './read-variable.js';

const VARIABLES = {
  organization_id: 'ANTHROPIC_ORGANIZATION_ID',
  workspace_id: 'ANTHROPIC_WORKSPACE_ID',
  federation_rule_id: 'ANTHROPIC_FEDERATION_RULE_ID',
} as const;

/** Filled from its variable even by clients that let an empty text in the file stand. */
const ALWAYS_FILLED: readonly string[] = ['federation_rule_id'];

/**
 * A field of a profile, its gap filled from the environment; `undefined` when it is nowhere, or empty
 * and not sent so.
 */
export function profileField(
  look: Look,
  { fields }: FoundConfig,
  name: keyof typeof VARIABLES,
): string | undefined {
  const written = fields[name];
  if (written || (written === '' && look.behaviour.profile.emptyFields === 'sent')) return written;
  if (look.behaviour.profile.fills === 'nothing') return undefined;
  const filled = look.behaviour.profile.fillsEmptyFields || ALWAYS_FILLED.includes(name);
  return written === undefined || filled ? textOf(look, VARIABLES[name]) : undefined;
}
