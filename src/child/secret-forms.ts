/** Anything shorter would hide ordinary words, too. */
const SHORTEST = 8;

/**
 * The spellings under which a secret is likely to turn up in a program's output: as it is, in JSON, in
 * a URL, in hexadecimal, and in base64 wherever in the encoded text it begins. Empty for a secret of
 * fewer than 8 characters.
 */
export function secretForms(secret: string): readonly Uint8Array[] {
  if (secret.length < SHORTEST) return [];
  const bytes = Buffer.from(secret);
  const forms = new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...ALIGNMENTS.flatMap((before) => [
      aligned(bytes, before, 'base64'),
      aligned(bytes, before, 'base64url'),
    ]),
  ]);
  return [...forms].filter((form) => form.length >= SHORTEST).map((form) => Buffer.from(form));
}

/** Base64 takes three bytes at a time: how many bytes of something else share the first group. */
const ALIGNMENTS = [0, 1, 2] as const;

/** The characters that depend on the secret alone, and not on what stands before and after it. */
function aligned(bytes: Buffer, before: 0 | 1 | 2, encoding: 'base64' | 'base64url'): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor((whole.length * 8) / 6);
  return whole.toString(encoding).slice(first, last);
}
