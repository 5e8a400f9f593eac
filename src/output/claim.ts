import { printable } from '../printable.js';

/**
 * A claim of a token as text: printable, and nothing that the agent of a CI system would take for a command
 * (`##vso[…]` counts anywhere in a line), because an environment may be named like one.
 */
export function claimText(value: string | undefined, limit = 200): string {
  return printable(value ?? '', limit)
    .replaceAll('##', '#?')
    .replaceAll('::', ':?');
}
