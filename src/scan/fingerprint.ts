import { sha256 } from '../digest.js';

/** The first 12 hexadecimal digits of SHA-256: enough to recognise a key again, and of no other use. */
export function fingerprint(text: string): string {
  return Buffer.from(sha256(text), 'base64url').toString('hex').slice(0, 12);
}
