import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, IDS, identityToken, json, NOW, profileIn, unset } from './exchange-world.js';

/** What one file answers, with whatever result. */
export const QUICK: readonly Case[] = [
  { title: 'everything from variables' },
  {
    title: 'the file and every id from flags',
    given: ({ file }) => ({
      words: [
        ...['--identity-token-file', file, '--federation-rule', 'fdrl_01flag'],
        ...['--organization-id', '00000000-0000-4000-8000-000000000002'],
        ...['--service-account-id', 'svac_01flag', '--workspace-id', 'wrkspc_01flag'],
      ],
      env: unset('ANTHROPIC_IDENTITY_TOKEN_FILE', ...IDS),
    }),
  },
  {
    title: 'a file behind a link, as in a pod',
    given: ({ elsewhere, file }) => {
      symlinkSync(file, join(elsewhere, 'link'));
      return { words: ['--identity-token-file', 'link'] };
    },
  },
  {
    title: 'a flag that is given twice, of which the last one counts',
    given: () => ({ words: ['--workspace-id', 'none', '--workspace-id', 'wrkspc_01flag'] }),
  },
  { title: 'the token alone', given: () => ({ words: ['--access-token'] }) },
  { title: 'JSON', given: () => ({ words: ['--json'] }) },
  {
    title: 'JSON with the token, and nobody to be asked',
    given: () => ({ words: ['--json', '--access-token', '--no-input'] }),
  },
  {
    title: 'no workspace, which is said',
    given: () => ({ env: unset('ANTHROPIC_WORKSPACE_ID') }),
  },
  {
    title: 'no workspace, quietly',
    given: () => ({ words: ['--quiet'], env: unset('ANTHROPIC_WORKSPACE_ID') }),
  },
  {
    title: 'an id with blanks around it, which is said',
    given: () => ({ words: ['--workspace-id', ' default '] }),
  },
  {
    title: 'the address of the platform from a flag',
    given: ({ url }) => ({
      words: ['--base-url', url],
      env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' },
    }),
  },
  {
    title: 'a configuration directory, whose active profile has no say',
    given: (world) => ({ words: ['--config-dir', profileIn(world)] }),
  },
  {
    title: 'a blank profile variable, which is none',
    given: () => ({ env: { ANTHROPIC_PROFILE: ' ' } }),
  },
  {
    title: 'an identity token in a variable beside the file, which goes first',
    given: () => ({ env: { ANTHROPIC_IDENTITY_TOKEN: 'not a token' } }),
  },
  {
    title: 'a list of hosts without a proxy, and no proxy',
    given: () => ({ env: { NO_PROXY: '*' } }),
  },
  {
    title: 'a platform that says no',
    answer: json(400, { error: 'invalid_grant', error_description: 'no rule \u001b[31m matches' }),
    code: 4,
  },
  {
    title: 'a platform that says no, in JSON',
    given: () => ({ words: ['--json'] }),
    answer: json(400, { error: 'invalid_grant' }),
    code: 4,
  },
  {
    title: 'a platform that cannot be reached',
    given: () => ({ env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' } }),
    code: 5,
    sent: 0,
  },
  {
    title: 'a platform that hangs up',
    answer: (response) => response.destroy(),
    code: 5,
  },
  {
    title: 'a platform that sends the reader elsewhere',
    answer: (response) => response.writeHead(307, { location: '/again' }).end(),
    code: 5,
  },
  { title: 'a platform that breaks', answer: json(503, {}), code: 5 },
  { title: 'an answer without a token', answer: json(200, { expires_in: 600 }), code: 5 },
  {
    title: 'an address that is no address',
    given: () => ({ env: { ANTHROPIC_BASE_URL: 'platform' } }),
    code: 5,
    sent: 0,
  },
  { title: 'an identity token that is none', token: 'not a token', code: 3, sent: 0 },
  { title: 'an empty identity token', token: '', code: 3, sent: 0 },
  {
    title: 'an identity token that is over',
    token: identityToken({ exp: NOW - 600 }),
    code: 3,
    sent: 0,
  },
  {
    title: 'an identity token file that is not there',
    given: () => ({ words: ['--identity-token-file', 'nowhere'] }),
    code: 3,
    sent: 0,
  },
  {
    title: 'an id of a wrong form',
    given: () => ({ words: ['--federation-rule', 'rule'] }),
    code: 2,
    sent: 0,
  },
  {
    title: 'no organization, in JSON',
    given: () => ({ words: ['--json'], env: unset('ANTHROPIC_ORGANIZATION_ID') }),
    code: 3,
    sent: 0,
  },
];
