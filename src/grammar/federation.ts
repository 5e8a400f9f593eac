import { federationExchange } from './federation-exchange.js';
import { federationInit } from './federation-init.js';
import { federationRevokeLocal } from './federation-revoke-local.js';
import { federationToken } from './federation-token.js';
import type { Spec } from './spec.js';

export const federationDetect = {
  path: ['federation', 'detect'],
  summary: 'say which identity this machine could present, and what it looked for',
  details: `Looks at variables and files only: nothing is sent and no program is started. Each source is present,
broken (with what mends it), or absent (with what would have shown it). Exits 3 when nothing is present
and 7 when the one that would be used is broken or two are equally near.`,
  arguments: [],
  flags: [],
  examples: [
    { command: 'ant federation detect', does: 'what this job, pod or machine has' },
    { command: 'ant federation detect --json | jq -r .chosen', does: 'for a script' },
  ],
} as const satisfies Spec;

export const federationSpecs = [
  federationExchange,
  federationDetect,
  federationToken,
  federationRevokeLocal,
  federationInit,
] as const;
