import type { Check } from './check.js';
import { type Finding, type Machine, note, ok, warning, words } from './finding.js';

/** Options that run somebody's code in every Node program, or open it to a debugger. */
const INJECTS = /^(--require|-r|--import|--(experimental-)?loader|--inspect[a-z-]*|--env-file)$/;

const PRELOADS = ['LD_PRELOAD', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES', 'NODE_PATH'];

/** Variables by which a project can put code of its own into `ant`. Values are not shown: they may be long. */
export const injectedCode: Check = {
  id: 'injected-code',
  group: 'program',
  title: 'injection',
  look: async ({ env, checkup }) => {
    const findings = [
      ...options(env),
      ...debugged(checkup),
      ...PRELOADS.filter((name) => env[name]).map((name) =>
        warning(`${name} is set: it puts code of others into this program`, words(`unset ${name}`)),
      ),
    ];
    return findings.length > 0 ? findings : [ok('no variable puts code into this program')];
  },
};

function options({ NODE_OPTIONS: text = '' }: Machine['env']): readonly Finding[] {
  const names = text
    .split(/\s+/)
    .filter((word) => word.startsWith('-'))
    .map((word) => word.replace(/=.*$/s, ''));
  const injecting = names.filter((name) => INJECTS.test(name));
  if (injecting.length > 0) {
    const said = `NODE_OPTIONS holds ${injecting.join(' ')}: it puts code of others into this program`;
    return [warning(said, words('unset NODE_OPTIONS'))];
  }
  return names.length === 0 ? [] : [note(`NODE_OPTIONS holds ${names.join(' ')}`)];
}

function debugged({ nodeOptions }: Machine['checkup']): readonly Finding[] {
  const names = nodeOptions.map((word) => word.replace(/=.*$/s, ''));
  const injecting = names.filter((name) => INJECTS.test(name));
  if (injecting.length === 0) return [];
  return [warning(`node was started with ${injecting.join(' ')}`, words('start ant without it'))];
}
