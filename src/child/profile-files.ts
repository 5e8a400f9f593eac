import { draftProfile, serializeProfile } from '../profiles/edit.js';
import { loginFields } from '../store/credentials-file.js';
import type { Login } from '../store/login.js';

/** What the profile that a program is lent says. */
export type LentProfile = {
  readonly baseUrl: string;
  readonly organizationId?: string | undefined;
  /** Sent as a header by the official SDKs; only for the login of a person. */
  readonly workspaceId?: string | undefined;
};

/**
 * Text of `configs/<name>.json`. Without a `client_id` the official SDKs take the access token for one
 * that somebody else renews: they read its file again when it nears its end, and renew nothing.
 */
export function lentProfileText({ baseUrl, organizationId, workspaceId }: LentProfile): string {
  return serializeProfile(
    draftProfile('user_oauth', {
      base_url: baseUrl,
      organization_id: organizationId,
      workspace_id: workspaceId,
      store: 'file',
    }),
  );
}

/** Text of `credentials/<name>.json`: the access token, where it belongs, and nothing that renews it. */
export function lentCredentialsText(login: Login): string {
  const { origin } = login;
  const whole = {
    version: '1.0',
    type: 'oauth_token',
    ...loginFields(login),
    ...(origin !== undefined && { ant: { origin } }),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
