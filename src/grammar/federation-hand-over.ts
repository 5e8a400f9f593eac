import type { Flag } from './spec.js';

/** To whom the access token goes, and what it has to be before it does. */
export const HAND_OVER_FLAGS = [
  { name: 'access-token', kind: 'switch', summary: 'print the token, and nothing else' },
  {
    name: 'write',
    kind: 'list',
    takes: 'TARGET',
    suggests: [
      'github-profile',
      'azure-pipelines-profile',
      'github',
      'azure-pipelines',
      'gitlab:',
      'dotenv:',
      'file:',
    ],
    summary:
      'hand it over: github-profile, azure-pipelines-profile (a profile), github, azure-pipelines, gitlab:FILE, dotenv:FILE (variables), file:FILE (the token)',
  },
  {
    name: 'expect-organization',
    kind: 'text',
    takes: 'UUID',
    summary: 'refuse a token for another organization',
  },
  {
    name: 'expect-workspace',
    kind: 'text',
    takes: 'WRKSPC',
    summary: 'refuse a token for another workspace',
  },
  {
    name: 'expect-service-account',
    kind: 'text',
    takes: 'SVAC',
    summary: 'refuse a token of another service account',
  },
  {
    name: 'job-time',
    kind: 'seconds',
    takes: 'DURATION',
    summary: 'warn when the token ends before a job that takes so long',
  },
] as const satisfies readonly Flag[];
