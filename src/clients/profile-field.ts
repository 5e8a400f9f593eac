import type { FoundConfig } from './chosen-profile.js';
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
  const { profile } = look.behaviour;
  const written = fields[name];
  if (written || profile.fills === 'nothing') return written || undefined;
  const sentEmpty = written === '' && profile.emptyFields !== undefined;
  const always = ALWAYS_FILLED.includes(name) && !sentEmpty;
  const filled = written === undefined || profile.fillsEmptyFields || always;
  return (filled ? textOf(look, VARIABLES[name]) : undefined) ?? (sentEmpty ? '' : undefined);
}
