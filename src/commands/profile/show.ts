import type { profileShow } from '../../grammar/profile.js';
import type { Input } from '../../grammar/spec.js';
import { type ProfileView, renderProfile } from '../../output/profiles.js';
import { effectiveProfile, type Setting } from '../../profiles/effective.js';
import type { Profile } from '../../profiles/profile.js';
import type { Run } from '../command.js';
import { activeName, openProfile } from './open-profile.js';

export const run: Run<Input<typeof profileShow>> = async (host, input) => {
  const { dir, profile } = await openProfile(host, input);
  const filled = effectiveProfile(profile, host.env, input['base-url']);
  const view: ProfileView = {
    name: profile.name,
    active: (await activeName(host, dir)) === profile.name,
    type: profile.type,
    path: profile.path,
    store: profile.store ?? null,
    settings: {
      organization_id: filled.organizationId ?? null,
      workspace_id: filled.workspaceId ?? null,
      federation_rule_id: filled.federationRuleId ?? null,
      service_account_id: filled.serviceAccountId ?? null,
      identity_token_source: own(profile.identitySource?.source),
      identity_token_audience: own(profile.identitySource?.audience),
      identity_token_settings: own(settingsText(profile)),
      identity_token_file: filled.identityTokenPath ?? null,
      scope: filled.scope ?? null,
      client_id: own(profile.clientId),
      console_url: own(profile.consoleUrl),
      credentials_path: own(profile.credentialsPath),
      api_base_url: filled.apiBaseUrl,
      token_base_url: filled.tokenBaseUrl,
    },
  };
  return { value: { schema_version: 1, ...view }, text: () => renderProfile(view) };
};

function settingsText({ identitySource }: Profile): string | undefined {
  const told = Object.entries(identitySource?.settings ?? {});
  return told.length === 0 ? undefined : told.map(([name, value]) => `${name}=${value}`).join(', ');
}

function own(value: string | undefined): Setting | null {
  return value === undefined ? null : { value, origin: 'profile' };
}
