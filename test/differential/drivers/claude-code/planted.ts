/**
 * Every credential that is laid out or handed out, with the word that stands for it in a signature.
 * None of them works anywhere.
 */
export const PLANTED = {
  key: 'sk-ant-api03-planted-key',
  token: 'sk-ant-oat01-planted-token',
  oauthToken: 'sk-ant-oat01-planted-oauth-token',
  settingsKey: 'sk-ant-api03-planted-settings-key',
  otherSettingsKey: 'sk-ant-api03-planted-other-settings-key',
  settingsToken: 'sk-ant-oat01-planted-settings-token',
  settingsOauthToken: 'sk-ant-oat01-planted-settings-oauth-token',
  helper: 'sk-ant-api03-planted-helper',
  claudeLogin: 'sk-ant-oat01-planted-claude-login',
  consoleKey: 'sk-ant-api03-planted-console-key',
  defaultProfile: 'sk-ant-oat01-planted-profile-default',
  workProfile: 'sk-ant-oat01-planted-profile-work',
  namedProfile: 'sk-ant-oat01-planted-profile-named',
} as const;

const WORDS: Readonly<Record<string, string>> = {
  [PLANTED.key]: 'KEY',
  [PLANTED.token]: 'TOKEN',
  [PLANTED.oauthToken]: 'CODE',
  [PLANTED.settingsKey]: 'settings:KEY',
  [PLANTED.otherSettingsKey]: 'weaker-settings:KEY',
  [PLANTED.settingsToken]: 'settings:TOKEN',
  [PLANTED.settingsOauthToken]: 'settings:CODE',
  [PLANTED.helper]: 'HELPER',
  [PLANTED.claudeLogin]: 'LOGIN',
  [PLANTED.consoleKey]: 'LOGIN',
  [PLANTED.defaultProfile]: 'profile:default',
  [PLANTED.workProfile]: 'profile:work',
  [PLANTED.namedProfile]: 'profile:named',
};

export const ORGANIZATION = '5a5db0c5-0000-4000-8000-000000000001';

/** The rules of the federation variables, and of the settings' own. */
export const RULES = { env: 'fdrl_01Variables', settings: 'fdrl_01Settings' } as const;
/** The rule of a federation profile. */
export const ruleOf = (profile: string): string => `fdrl_01Profile-${profile}`;

const HANDED_OUT = 'sk-ant-oat01-handed-out-to-';

/** What the recorder hands out, to a profile's refresh token or to a rule, says to whom. */
export const handedOut = (to: string): string => `${HANDED_OUT}${to}`;

/** The word of a signature for a credential that arrived. */
export function wordFor(credential: string): string {
  if (credential === '') return 'empty';
  const to = credential.startsWith(HANDED_OUT) ? credential.slice(HANDED_OUT.length) : undefined;
  if (to === undefined) return WORDS[credential] ?? 'unknown';
  if (Object.values<string>(RULES).includes(to)) return 'federation';
  return `profile:${to.replace('fdrl_01Profile-', '')}`;
}
