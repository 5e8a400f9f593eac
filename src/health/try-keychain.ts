import type { Keychain } from '../host.js';
import { probe, type Refusal } from '../store/keychain-calls.js';
import type { Machine } from './finding.js';

/**
 * Whether the keychain serves, and the machine to go on with: a keychain that did not serve is not asked
 * again and again, because each call would wait as long, or prompt.
 */
export async function tryKeychain(
  host: Machine,
): Promise<{ readonly keychain: Refusal | 'works'; readonly machine: Machine }> {
  const refusal = await probe(host, `probe/${hex(host.random(8))}`);
  if (refusal === undefined) return { keychain: 'works', machine: host };
  const { env, version, platform, user, now, sleep, random, interrupt } = host;
  const { http, files, locks, checkup } = host;
  const facts = { env, version, platform, user, now, sleep, random, interrupt };
  const machine = { ...facts, http, files, locks, checkup, keychain: refusing(refusal) };
  return { keychain: refusal, machine };
}

function refusing(refusal: Refusal): Keychain {
  const refuse = async () => refusal;
  return { get: refuse, set: refuse, remove: refuse };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
