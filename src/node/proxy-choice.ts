import type { Env } from '../host.js';

/**
 * The proxy that the environment wants for this URL, if any: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`
 * (lower case wins), less what `NO_PROXY` excludes. This machine itself, link-local addresses and cloud
 * metadata services are never asked for through a proxy.
 */
export function proxyFor(url: URL, env: Env): string | undefined {
  const proxy = env[proxyVariable(url, env) ?? ''];
  if (proxy === undefined) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** The variable that names it, as it is spelled in the environment. */
export function proxyVariable(url: URL, env: Env): string | undefined {
  const excluded = env[either(env, 'no_proxy') ?? ''] ?? '';
  if (isNear(url.hostname) || isExcluded(url, excluded)) return undefined;
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  return either(env, scheme) ?? either(env, 'all_proxy');
}

/** The spelling of a variable that is set and not empty. */
function either(env: Env, name: string): string | undefined {
  return [name, name.toUpperCase()].find((spelling) => env[spelling]);
}

function isNear(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    ['metadata', 'metadata.google.internal', '[fd20:ce::254]'].includes(hostname) ||
    /^\[fe[89ab][\da-f]:/.test(hostname) ||
    /^(127|169\.254)\.[\d.]+$/.test(hostname)
  );
}

/** As curl reads it: `*`, or names separated by commas, each meaning itself and everything below it. */
function isExcluded(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || covers(entry, url.hostname, port));
}

function covers(entry: string, hostname: string, port: string): boolean {
  const [, name = entry, wantedPort = port] = /^(.*?):(\d+)$/.exec(entry) ?? [];
  const bare = name.replace(/^\*?\./, '');
  return wantedPort === port && (hostname === bare || hostname.endsWith(`.${bare}`));
}
