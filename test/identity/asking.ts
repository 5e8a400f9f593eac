import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { AntError } from '../../src/errors.js';
import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import type { SourceId, SourceSettings } from '../../src/identity/source.js';
import type { JsonObject } from '../../src/json.js';
import { decodeIdentityToken } from '../../src/jwt/decode.js';
import type { FakeHost } from '../support/host.js';
import { tempDir } from '../support/temp.js';

export const PLATFORM = 'https://api.anthropic.com';

type Asking = {
  readonly id: SourceId;
  readonly audience?: string;
  readonly settings?: SourceSettings;
  readonly from?: string;
};

/** What came of asking a source: claims, or the error. */
type Outcome = { readonly claims: JsonObject } | { readonly error: AntError };

export async function ask(
  host: FakeHost,
  { id, audience = PLATFORM, settings = {}, from = '--source' }: Asking,
): Promise<Outcome> {
  try {
    const origin = { kind: 'source', id, audience, settings, from } as const;
    const token = await askSource(host, origin);
    return { claims: decodeIdentityToken(token.reveal())?.claims ?? {} };
  } catch (error) {
    if (error instanceof AntError) return { error };
    throw error;
  }
}

/** For a table: what is said, and the way out. */
export function refusal(says: RegExp, hints: RegExp, code = 'identity-token') {
  return {
    error: expect.objectContaining({
      code,
      message: expect.stringMatching(says),
      hint: expect.stringMatching(hints),
    }),
  };
}

/** All that a person reads of it. */
export function told(outcome: Outcome): string {
  if ('claims' in outcome) throw new Error('it was not refused');
  return `${outcome.error.message}\n${outcome.error.hint}`;
}

/** A directory for PATH that holds one program: a stand-in that behaves as told. */
export function pathWith(program: string, standin: string, behaviour: string): Env {
  const directory = tempDir();
  const script = join(import.meta.dirname, '../standins', `${standin}.mjs`);
  const path = join(directory, program);
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${behaviour}' "$@"\n`);
  chmodSync(path, 0o755);
  return { PATH: directory };
}

/** A clock whose end does not come while somebody works. */
export function unhurried(_: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve());
  });
}
