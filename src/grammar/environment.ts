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
  { name: 'XDG_CONFIG_HOME', does: 'where anthropic/ is kept, unless ANTHROPIC_CONFIG_DIR says' },
  { name: 'APPDATA', does: 'the same on Windows' },
  { name: 'BROWSER', does: 'the program that opens the sign-in page, where xdg-open honours it' },
  { name: 'CI', does: 'never ask a question' },
  { name: 'NO_COLOR', does: 'no colour, whatever its value' },
  { name: 'TERM', does: 'dumb: no colour and no questions' },
  { name: 'NODE_EXTRA_CA_CERTS', does: 'more certificate authorities to trust (read by Node)' },
];
