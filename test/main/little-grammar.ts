import type { Spec } from '../../src/grammar/spec.js';
import type { Grammar } from '../../src/parser.js';

const sail = {
  path: ['boat', 'sail'],
  summary: 'put to sea',
  details: `Leaves the harbour
under full sail.

  by day      ant boat sail --for 5m`,
  arguments: [
    { name: 'to', required: true, summary: 'the harbour', choices: ['brest', 'cork'] },
    { name: 'crew', required: false, many: true, summary: 'who comes along' },
  ],
  flags: [
    { name: 'no-anchor', kind: 'switch', summary: 'leave the anchor' },
    { name: 'for', kind: 'seconds', takes: 'DURATION', summary: 'how long' },
    { name: 'port', kind: 'port', takes: 'PORT', summary: 'a port' },
    { name: 'flag', kind: 'list', takes: 'K=V', summary: 'a flag to fly' },
    { name: 'rig', kind: 'choice', choices: ['sloop', 'ketch'], summary: 'the rig' },
    { name: 'chart', kind: 'text', takes: 'FILE', env: 'SEA_CHART', summary: 'the chart' },
  ],
  examples: [{ command: 'ant boat sail cork', does: 'off to Cork' }],
} as const satisfies Spec;

const sink = {
  path: ['boat', 'sink'],
  summary: 'go down',
  arguments: [],
  flags: [],
  examples: [],
} as const satisfies Spec;

const help = {
  path: ['help'],
  summary: 'explain',
  arguments: [{ name: 'topic', required: false, many: true, summary: 'a topic' }],
  flags: [],
  examples: [],
} as const satisfies Spec;

/** A small language with one of everything. */
export const LITTLE: Grammar = {
  commands: [sail, sink, help],
  groups: { boat: 'things that float' },
  version: '1.2.3',
};
