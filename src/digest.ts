import { createHash } from 'node:crypto';

/** SHA-256 of UTF-8 text, as base64url without padding (43 characters; RFC 7636 section 4.2 uses it). */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
