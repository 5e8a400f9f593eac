import { sha256 } from '../digest.js';
import { withoutPassword } from '../printable.js';
import type { SecretKind, VariableFact } from './facts.js';

const KINDS: readonly (readonly [RegExp, SecretKind])[] = [
  [/^sk-ant-api/, 'api-key'],
  [/^sk-ant-admin/, 'admin-key'],
  [/^sk-ant-oat/, 'access-token'],
  [/^sk-ant-ort/, 'refresh-token'],
  [/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'jwt'],
];

/** Names whose values are no secret: ids, names, paths and switches. A URL may hold a password. */
const PUBLIC =
  /^(ANTHROPIC_(PROFILE|SCOPE|BETAS|CONFIG_DIR|IDENTITY_TOKEN_FILE|[A-Z_]+_ID)|XDG_CONFIG_HOME|HOME|APPDATA|USERPROFILE|SHELL|CLAUDE_CONFIG_DIR|CLAUDE_CODE_USE_[A-Z_]+)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a header may not hold
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** What may be known of a variable: its value when that is public, else its kind and fingerprint. */
export function variableFact(name: string, value: string): VariableFact {
  if (value === '') return { state: 'empty' };
  if (value.trim() === '') return { state: 'blank' };
  const kind = KINDS.find(([shape]) => shape.test(value.trim()))?.[1] ?? 'other';
  // A token where a name or a path belongs is a mistake, and a secret all the same.
  if (PUBLIC.test(name)) return { state: 'set', value: kind === 'other' ? value : `[${kind}]` };
  if (name === 'ANTHROPIC_BASE_URL') return { state: 'set', value: withoutPassword(value) };
  const controls = CONTROLS.test(value);
  const padded = value !== value.trim();
  return {
    state: 'set',
    kind,
    fingerprint: fingerprint(value.trim()),
    ...(padded && { padded }),
    ...(controls && { controls }),
  };
}

/** The first 12 hex digits of a SHA-256. */
function fingerprint(text: string): string {
  return Buffer.from(sha256(text), 'base64url').toString('hex').slice(0, 12);
}
