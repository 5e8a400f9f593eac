import type { Checkup } from '../checkup.js';
import type { Env } from '../host.js';
import { proxyVariable } from './proxy-choice.js';

const CONNECTION_LIMIT = 5_000;

/** What it takes to look at this machine is loaded when somebody does. */
export function realCheckup(env: Env, interrupt: AbortSignal): Checkup {
  return {
    nodeVersion: process.versions.node,
    nodeOptions: process.execArgv,
    proxyVariable: (url) => proxyVariable(url, env),
    lookUp: async (hostname) => (await import('./look-up.js')).lookUp(hostname),
    shakeHands: async (url) => {
      const { shakeHands } = await import('./shake-hands.js');
      return shakeHands(url, { env, interrupt, limit: CONNECTION_LIMIT });
    },
    programs: async (name) => (await import('./find-programs.js')).findPrograms(name, env),
    deadDirectories: async () => (await import('./attached-directory.js')).deadDirectories(env),
    setMode: async (path, mode) => (await import('./set-mode.js')).setMode(path, mode),
  };
}
