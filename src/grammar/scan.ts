import type { Spec } from './spec.js';

export const scan = {
  path: ['scan'],
  summary: 'find leftover keys, and names that shadow a profile, in files',
  details: `Without a PATH it looks where people keep such things (shell start-up files, settings of editors and agents,
/etc/environment …) and in the current directory. A key is told by its fingerprint; its value is never shown.

Exits 7 when something was found, 6 when nothing was found but something could not be read. docs/scan.md lists
every kind of file and every rule.`,
  arguments: [
    {
      name: 'path',
      summary: 'files and directories to look into instead',
      required: false,
      many: true,
      completes: 'file',
    },
  ],
  flags: [
    {
      name: 'format',
      kind: 'choice',
      choices: ['text', 'json', 'sarif'],
      summary: 'how to answer (default: text)',
    },
    {
      name: 'tracked',
      kind: 'switch',
      summary: 'only files that git would track; without a PATH, those of the current directory',
    },
    {
      name: 'all',
      kind: 'switch',
      summary: 'caches and installed packages (node_modules …) too',
    },
    {
      name: 'patch',
      kind: 'text',
      takes: 'FILE',
      completes: 'file',
      summary: 'write what can safely be taken out as a diff, to review and apply',
    },
  ],
  examples: [
    { command: 'ant scan', does: 'where keys and shadowing variables are set' },
    { command: 'ant scan --tracked --format sarif .', does: 'what a commit would publish, for CI' },
    { command: 'ant scan --patch ~/scan.patch', does: 'and the change that removes it' },
  ],
} as const satisfies Spec;
