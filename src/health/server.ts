import { AntError } from '../errors.js';
import type { Finding, Machine } from './finding.js';
import { skipped } from './finding.js';
import type { Scene } from './scene.js';

/**
 * What keeps a check from asking the server: `--offline`, an address that nobody can read. The address
 * otherwise.
 */
export function whoToAsk({ offline, address }: Scene): URL | Finding {
  if (offline) return skipped('not asked (--offline)');
  if (address instanceof AntError) return skipped('the address of the platform cannot be read');
  return address.url;
}

/** The name that this machine itself looks up: the server's, or the proxy's. */
export function nameToLookUp({ env, checkup }: Machine, url: URL): string | undefined {
  const proxy = env[checkup.proxyVariable(url) ?? ''];
  if (proxy === undefined) return url.hostname;
  const whole = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(whole) ? new URL(whole).hostname : undefined;
}

/** A host that is an address has no name to look up. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}
