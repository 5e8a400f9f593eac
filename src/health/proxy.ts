import { AntError } from '../errors.js';
import type { Check } from './check.js';
import { broken, type Finding, type Machine, note, ok, warning, words } from './finding.js';
import type { Scene } from './scene.js';

const NAMES = ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/** The proxy variables: which one is used for the platform, and which ones nobody can use. */
export const proxy: Check = {
  id: 'proxy',
  group: 'network',
  title: 'proxy',
  look: async (host, { address }) => {
    const used = address instanceof AntError ? undefined : host.checkup.proxyVariable(address.url);
    return [
      inUse(host, used, address),
      ...NAMES.filter((name) => host.env[name] && name !== used).flatMap((name) =>
        unusable(host.env[name] ?? '').map((fault) => warning(`${name} ${fault}`, HOW)),
      ),
      ...contradictions(host.env),
    ];
  },
};

const HOW = words('give it as http://HOST:PORT, or unset it');

function inUse({ env }: Machine, used: string | undefined, address: Scene['address']): Finding {
  if (address instanceof AntError) return note('the address of the platform cannot be read');
  const { host } = address.url;
  const value = used && env[used];
  if (!used || !value) {
    const set = NAMES.some((name) => env[name]);
    return ok(set ? `${host} is reached without the proxy` : 'none is set');
  }
  const [fault] = unusable(value);
  if (fault !== undefined) return broken(`${used} is used for ${host} and ${fault}`, HOW);
  return note(`${host} is reached through ${used}, ${masked(value)}`);
}

/** At most one reason, which does not repeat the value. */
function unusable(value: string): readonly string[] {
  const text = whole(value);
  if (!URL.canParse(text)) return ['does not hold the address of a proxy'];
  const { protocol, hostname } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') {
    return [`holds a proxy of a kind that ant cannot use (${protocol.replace(':', '')})`];
  }
  return hostname === '' ? ['names no host'] : [];
}

/** Which spelling counts differs from program to program. */
function contradictions(env: Machine['env']): readonly Finding[] {
  return ['https_proxy', 'http_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => {
    const [small, large] = [env[name], env[name.toUpperCase()]];
    if (!small || !large || small === large) return [];
    const said = `${name} and ${name.toUpperCase()} are set and differ: ant uses the first, other programs may use the second`;
    return [warning(said, words('set both alike, or unset one'))];
  });
}

function masked(value: string): string {
  const { protocol, username, password, host } = new URL(whole(value));
  const secret = username !== '' || password !== '' ? '***@' : '';
  return `${protocol}//${secret}${host}`;
}

function whole(value: string): string {
  return value.includes('://') ? value : `http://${value}`;
}
