import { randomBytes } from 'node:crypto';

/** A key or token of a kind (`api03`, `ort01` …) that never existed, made here so that none is committed. */
export function mint(kind: string): string {
  // A digit, lest chance leaves it without one.
  return `sk-ant-${kind}-7${randomBytes(64).toString('base64url')}`;
}
