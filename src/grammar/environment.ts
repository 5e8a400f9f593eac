type Variable = { readonly name: string; readonly does: string };

/** Every environment variable that changes what ant does. */
export const ENVIRONMENT: readonly Variable[] = [
  { name: 'ANTHROPIC_API_KEY', does: 'an API key; wins over everything but a flag' },
  { name: 'ANTHROPIC_AUTH_TOKEN', does: 'an access token; wins over every profile' },
  { name: 'ANTHROPIC_PROFILE', does: 'the profile to use, as --profile' },
  { name: 'ANTHROPIC_CONFIG_DIR', does: 'where profiles and credentials are, as --config-dir' },
  { name: 'ANTHROPIC_BASE_URL', does: 'the platform’s address, as --base-url' },
  { name: 'ANTHROPIC_CONSOLE_URL', does: 'the Console that `ant auth login` opens' },
  { name: 'ANTHROPIC_OAUTH_CLIENT_ID', does: 'the OAuth client that `ant auth login` signs in as' },
  { name: 'ANTHROPIC_ORGANIZATION_ID', does: 'fills a profile’s missing organization' },
  { name: 'ANTHROPIC_WORKSPACE_ID', does: 'fills a profile’s missing workspace' },
  { name: 'ANTHROPIC_SCOPE', does: 'fills a profile’s missing scope' },
  { name: 'ANTHROPIC_FEDERATION_RULE_ID', does: 'the federation rule to be judged by' },
  { name: 'ANTHROPIC_SERVICE_ACCOUNT_ID', does: 'the service account to become' },
  { name: 'ANTHROPIC_IDENTITY_TOKEN_FILE', does: 'a file that holds the identity token' },
  { name: 'ANTHROPIC_IDENTITY_TOKEN', does: 'the identity token itself' },
  { name: 'ANTHROPIC_CUSTOM_HEADERS', does: 'not read; kept from programs that `ant exec` runs' },
  {
    name: 'ANT_REUSE_IDENTITY_TOKEN',
    does: '1: the issuer lets an identity token be exchanged more than once',
  },
  {
    name: 'ANT_ALLOW_PROFILE_SOURCE',
    does: '1: a profile may name a command to run, or a secret to send, for the identity token',
  },
  { name: 'ANT_LOG', does: 'off: record nothing in the event log (`ant log`)' },
  { name: 'XDG_CONFIG_HOME', does: 'where anthropic/ is kept, unless ANTHROPIC_CONFIG_DIR says' },
  { name: 'APPDATA', does: 'the same on Windows' },
  { name: 'SHELL', does: 'fish: `ant whoami` spells its advice for fish' },
  { name: 'BROWSER', does: 'the program that opens the sign-in page, where xdg-open honours it' },
  { name: 'HTTPS_PROXY', does: 'the proxy for https addresses (HTTP_PROXY, ALL_PROXY likewise)' },
  { name: 'NO_PROXY', does: 'the hosts to reach without a proxy' },
  { name: 'CI', does: 'never ask a question' },
  { name: 'CONTINUOUS_INTEGRATION', does: 'draw nothing: plain lines only' },
  { name: 'NO_COLOR', does: 'no colour, whatever its value' },
  { name: 'FORCE_COLOR', does: 'colour even where stdout is no terminal' },
  { name: 'TERM', does: 'dumb: no colour and no questions' },
  { name: 'NODE_EXTRA_CA_CERTS', does: 'more certificate authorities to trust (read by Node)' },
  {
    name: 'NODE_TLS_REJECT_UNAUTHORIZED',
    does: 'not heeded: certificates are always checked; `ant doctor` warns of it',
  },
  {
    name: 'NODE_OPTIONS',
    does: 'read by Node; `ant doctor` warns when it puts code into ant (NODE_PATH, LD_PRELOAD likewise)',
  },
  {
    name: 'CLAUDE_CONFIG_DIR',
    does: 'where Claude Code keeps a login that `ant scan` leaves alone',
  },
  {
    name: 'CLAUDE_CODE_OAUTH_TOKEN',
    does: 'not read; `ant doctor` names it, `ant exec` keeps it from programs',
  },
];
