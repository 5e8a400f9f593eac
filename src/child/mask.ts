import type { OutputFilter } from '../attached.js';
import type { Secret } from '../secret.js';
import { findSecret, NO_PATTERNS, type Patterns, withPatterns } from './find-secret.js';
import { secretForms } from './secret-forms.js';

/** Hides secrets in what a program prints. */
export type Mask = {
  /** From now on. What was hidden stays hidden: a program may print an old token after a new one came. */
  readonly hide: (secret: Secret) => void;
  /** A filter for one stream. All filters hide the same. */
  readonly filter: () => OutputFilter;
};

const MASKED = Buffer.from('[masked]');

/**
 * A mask that hides nothing yet. Its filters touch no byte that is not of a secret, whatever the
 * encoding, and hold back only what may be the beginning of one.
 */
export function newMask(): Mask {
  let patterns = NO_PATTERNS;
  return {
    hide: (secret) => {
      patterns = withPatterns(patterns, secretForms(secret.reveal()));
    },
    filter: () => {
      let held: Uint8Array = Buffer.alloc(0);
      const pass = (chunk: Uint8Array, last: boolean) => {
        const text = Buffer.concat([held, chunk]);
        const { clean, rest } = mask(text, patterns, last);
        held = rest;
        return clean;
      };
      return {
        push: (chunk) => pass(chunk, false),
        end: () => pass(Buffer.alloc(0), true),
      };
    },
  };
}

type Masked = { readonly clean: Uint8Array; readonly rest: Uint8Array };

function mask(text: Uint8Array, patterns: Patterns, last: boolean): Masked {
  const pieces: Uint8Array[] = [];
  let done = 0;
  let at = 0;
  while (at < text.length) {
    const { end, cut } = findSecret(text, at, patterns);
    if (cut && !last) break;
    if (end === undefined) {
      at += 1;
    } else {
      pieces.push(text.subarray(done, at), MASKED);
      at = end;
      done = end;
    }
  }
  return { clean: Buffer.concat([...pieces, text.subarray(done, at)]), rest: text.subarray(at) };
}
