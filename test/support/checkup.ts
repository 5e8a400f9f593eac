import type { Checkup } from '../../src/checkup.js';
import type { Disk } from './disk.js';

/** A machine in good health: a current Node, a name that is known, a server that everybody trusts. */
export function fakeCheckup(disk: Disk): Checkup {
  return {
    nodeVersion: '24.21.0',
    nodeOptions: [],
    proxyVariable: () => undefined,
    lookUp: async () => ({ state: 'found', addresses: ['192.0.2.1'] }),
    shakeHands: async ({ protocol, hostname }) =>
      protocol === 'http:'
        ? { state: 'plain' }
        : {
            state: 'trusted',
            public: true,
            certificate: {
              subject: hostname,
              issuer: 'Everybody’s CA',
              validFrom: 0,
              validTo: 4_000_000_000,
            },
          },
    programs: async () => [{ path: '/usr/bin/ant', ours: true }],
    deadDirectories: async () => [],
    setMode: async (path, mode) => {
      const found = disk.get(path);
      if (found !== undefined) disk.set(path, { ...found, mode });
    },
  };
}
