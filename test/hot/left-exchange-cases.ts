import { type Case, IDS, identityToken, profileIn, unset } from './exchange-world.js';

/** What takes the whole program. */
export const LEFT: readonly Case[] = [
  {
    title: 'a profile named by flag',
    given: (world) => ({ words: ['--profile', 'ci', '--config-dir', profileIn(world)] }),
  },
  {
    title: 'a profile named by variable',
    given: (world) => ({
      env: { ANTHROPIC_PROFILE: 'ci', ANTHROPIC_CONFIG_DIR: profileIn(world) },
    }),
  },
  {
    title: 'the active profile, where nothing names a rule',
    given: (world) => ({ env: { ...unset(...IDS), ANTHROPIC_CONFIG_DIR: profileIn(world) } }),
  },
  {
    title: 'a source',
    given: () => ({
      words: ['--source', 'bitbucket'],
      env: { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_STEP_OIDC_TOKEN: identityToken() },
    }),
  },
  {
    title: 'an identity that the job has of itself',
    given: () => ({
      env: {
        ...unset('ANTHROPIC_IDENTITY_TOKEN_FILE'),
        BITBUCKET_BUILD_NUMBER: '1',
        BITBUCKET_STEP_OIDC_TOKEN: identityToken(),
      },
    }),
  },
  {
    title: 'an identity token in a variable',
    given: () => ({
      env: {
        ...unset('ANTHROPIC_IDENTITY_TOKEN_FILE'),
        ANTHROPIC_IDENTITY_TOKEN: identityToken(),
      },
    }),
  },
  {
    title: 'an identity token from a pipe',
    given: () => ({ words: ['--identity-token-file', '-'], input: identityToken() }),
  },
  {
    title: 'no identity token at all',
    given: () => ({
      words: ['--no-ambient'],
      env: unset('ANTHROPIC_IDENTITY_TOKEN_FILE'),
    }),
    code: 3,
    sent: 0,
  },
  {
    title: 'a token that is handed over',
    given: () => ({ words: ['--write', 'file:token'] }),
  },
  {
    title: 'a token for another workspace than expected',
    given: () => ({ words: ['--expect-workspace', 'wrkspc_01other'] }),
    code: 7,
    sent: 0,
  },
  {
    title: 'a job that takes longer than the token lives',
    given: () => ({ words: ['--job-time', '2h'] }),
  },
  { title: '--no-color', given: () => ({ words: ['--no-color'] }) },
  {
    title: '--debug, whose lines are aside',
    given: () => ({ words: ['--debug'] }),
  },
  {
    title: 'a flag and its value in one word',
    given: () => ({ words: ['--workspace-id=default'] }),
  },
  {
    title: 'a proxy',
    given: () => ({ env: { https_proxy: 'http://127.0.0.1:1' } }),
  },
  {
    title: 'a flag that does not exist',
    given: () => ({ words: ['--workspce-id', 'x'] }),
    code: 2,
    sent: 0,
  },
  {
    title: 'a flag without its value',
    given: () => ({ words: ['--workspace-id'] }),
    code: 2,
    sent: 0,
  },
  { title: 'a word too many', given: () => ({ words: ['now'] }), code: 2, sent: 0 },
  { title: 'its help', given: () => ({ words: ['--help'] }), sent: 0 },
];
