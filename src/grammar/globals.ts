import type { Flag } from './spec.js';

/** Flags every command takes, before or after its own words. `GlobalInput` in `spec.ts` is their type. */
export const GLOBAL_FLAGS = [
  {
    name: 'profile',
    kind: 'text',
    takes: 'NAME',
    env: 'ANTHROPIC_PROFILE',
    completes: 'profile',
    summary: 'use this profile instead of the active one',
  },
  {
    name: 'config-dir',
    kind: 'text',
    takes: 'DIR',
    env: 'ANTHROPIC_CONFIG_DIR',
    completes: 'directory',
    summary: 'keep profiles and credentials in this directory',
  },
  {
    name: 'base-url',
    kind: 'text',
    takes: 'URL',
    env: 'ANTHROPIC_BASE_URL',
    summary: 'talk to the platform at this address',
  },
  { name: 'json', kind: 'switch', summary: 'answer in JSON; errors too, on stderr' },
  { name: 'no-input', kind: 'switch', summary: 'never ask a question' },
  { name: 'no-color', kind: 'switch', summary: 'no colour' },
  {
    name: 'screen-reader',
    kind: 'switch',
    summary: 'plain lines in reading order, nothing redrawn',
  },
  { name: 'quiet', kind: 'switch', summary: 'say nothing on stderr but errors' },
  {
    name: 'debug',
    kind: 'switch',
    summary: 'show each request, and where an unexpected error came from',
  },
] as const satisfies readonly Flag[];

/** The two flags the parser itself answers. */
export const ANSWERED_FLAGS = {
  version: { short: 'V', summary: 'print the version' },
  help: { short: 'h', summary: 'explain a command' },
} as const;
