import type { JsonObject } from '../json.js';

export type ProfileType = 'user_oauth' | 'oidc_federation';

/** An identity-token source by name, and what it is told. Its names are checked by who asks it. */
export type ProfileSource = {
  readonly source: string;
  readonly audience?: string;
  readonly settings: Readonly<Record<string, string>>;
};

/** One file `configs/<name>.json`, as it stands on disk: nothing filled in from the environment. */
export type Profile = {
  readonly name: string;
  /** Absolute path of the file. */
  readonly path: string;
  readonly type: ProfileType;
  readonly organizationId?: string;
  readonly workspaceId?: string;
  readonly baseUrl?: string;
  readonly scope?: string;
  readonly credentialsPath?: string;
  /** `user_oauth` only. */
  readonly clientId?: string;
  readonly consoleUrl?: string;
  /** `oidc_federation` only. */
  readonly federationRuleId?: string;
  readonly serviceAccountId?: string;
  readonly identityTokenPath?: string;
  /** Our own key `ant.identity_token`: what `ant` asks for the identity token, in place of that file. */
  readonly identitySource?: ProfileSource;
  /** Our own key `ant.store`: where this profile's secrets rest. Another writer may drop it. */
  readonly store?: 'split' | 'keychain' | 'file';
  /** The whole object, so that a write keeps what we do not know. */
  readonly raw: JsonObject;
};
