import type { Check } from './check.js';
import { broken, ok, skipped, words } from './finding.js';
import { isAddress, nameToLookUp, whoToAsk } from './server.js';

/** Whether the name of the server, or of the proxy before it, leads anywhere. */
export const name: Check = {
  id: 'name',
  group: 'network',
  title: 'DNS',
  look: async (host, scene) => {
    const asked = whoToAsk(scene);
    if ('state' in asked) return [asked];
    const wanted = nameToLookUp(host, asked);
    if (wanted === undefined) return [skipped('the proxy cannot be read')];
    if (isAddress(wanted)) return [ok(`${wanted} is an address`)];
    const found = await scene.lookUp(wanted);
    if (found.state === 'found')
      return [ok(`${wanted} is ${found.addresses.slice(0, 2).join(', ')}`)];
    const said = `${wanted}: ${found.because}`;
    if (found.state === 'silent') return [skipped(said, 'network')];
    return [
      broken(said, words('check the address and the network; behind a proxy, set HTTPS_PROXY')),
    ];
  },
};
