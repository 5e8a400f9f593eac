import { sha256 } from '../digest.js';
import { tokenKind, withoutPassword, withoutTokens } from '../printable.js';
import type { VariableFact } from './facts.js';

/** Names whose values are no secret: ids, names, paths and switches. A URL may hold a password. */
const PUBLIC =
  /^(ANTHROPIC_(PROFILE|SCOPE|BETAS|CONFIG_DIR|IDENTITY_TOKEN_FILE|[A-Z_]+_ID)|XDG_CONFIG_HOME|HOME|APPDATA|USERPROFILE|SHELL|CLAUDE_CONFIG_DIR|CLAUDE_CODE_USE_[A-Z_]+)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a header may not hold
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** What may be known of a variable: its value when that is public, else its kind and fingerprint. */
export function variableFact(name: string, value: string): VariableFact {
  if (value === '') return { state: 'empty' };
  if (value.trim() === '') return { state: 'blank' };
  // A token where a name or a path belongs is a mistake, and a secret all the same.
  if (PUBLIC.test(name)) return { state: 'set', value: withoutTokens(value) };
  if (name === 'ANTHROPIC_BASE_URL') return { state: 'set', value: withoutPassword(value) };
  const controls = CONTROLS.test(value);
  const padded = value !== value.trim();
  return {
    state: 'set',
    kind: tokenKind(value.trim()) ?? 'other',
    fingerprint: fingerprint(value.trim()),
    ...(padded && { padded }),
    ...(controls && { controls }),
  };
}

/** The first 12 hex digits of a SHA-256. */
function fingerprint(text: string): string {
  return Buffer.from(sha256(text), 'base64url').toString('hex').slice(0, 12);
}
