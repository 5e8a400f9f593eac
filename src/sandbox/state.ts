import { AntError } from '../errors.js';
import { isObject, type JsonObject, readJsonObject } from '../json.js';

/** What one approved login granted: the family that every token refreshed from it belongs to. */
export type Login = {
  readonly clientId: string;
  readonly organizationId: string;
  readonly workspaceId?: string;
  /** Space separated. */
  readonly scope: string;
  readonly startedAt: number;
  readonly revoked: boolean;
};

/** An authorization code, from Approve to exchange. */
export type Code = Omit<Login, 'startedAt' | 'revoked'> & {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly state: string;
  readonly expiresAt: number;
  /** The login it was exchanged for; set once, because a code works once. */
  readonly spentFor?: string;
};

export type RefreshToken = {
  readonly login: string;
  readonly spentAt?: number;
};

/** An access token: of a login, or, without one, of a workload. */
export type AccessToken = {
  readonly organizationId: string;
  readonly workspaceId?: string;
  readonly scope: string;
  readonly expiresAt: number;
  readonly login?: string;
};

/** One exchange that was looked at, as the Console's history shows it. */
export type HistoryEntry = {
  readonly type: 'platform_federated_authentication';
  /** Epoch seconds. */
  readonly time: number;
  readonly outcome: 'granted' | 'denied';
  /** Why it was denied, in a word; `null` when it was granted. */
  readonly reason: string | null;
  readonly detail: string;
  readonly request_id: string;
  readonly organization_id: string;
  readonly federation_rule_id: string;
  readonly workspace_id: string | null;
  /** What the identity token said of itself; `null` where it could not be read. */
  readonly issuer: string | null;
  readonly subject: string | null;
};

/**
 * Everything that changes while the sandbox runs, as one JSON value. Codes and tokens are kept as their
 * SHA-256 only.
 */
export type State = {
  readonly version: 1;
  /** Each issuer's signing key as the text of a private JWK, by hash of its URL. */
  readonly keys: Record<string, string>;
  readonly codes: Record<string, Code>;
  readonly logins: Record<string, Login>;
  readonly refreshTokens: Record<string, RefreshToken>;
  readonly accessTokens: Record<string, AccessToken>;
  /** When each exchanged assertion expires, by hash of issuer and `jti`. */
  readonly assertions: Record<string, number>;
  readonly history: HistoryEntry[];
};

export function emptyState(): State {
  return {
    version: 1,
    keys: {},
    codes: {},
    logins: {},
    refreshTokens: {},
    accessTokens: {},
    assertions: {},
    history: [],
  };
}

/** Reads what an earlier sandbox saved. `AntError('file')` when it is anything else. */
export function readState(text: string, file: string): State {
  const value = readJsonObject(text);
  if (value === undefined || !isState(value)) {
    throw new AntError('file', `${file} does not hold a sandbox's state`, {
      hint: 'remove it, or give --state another file',
    });
  }
  return value;
}

/** As far as it has to be known to be ours: nobody else writes this file. */
function isState(value: JsonObject): value is JsonObject & State {
  const { version, history, ...tables } = emptyState();
  const whole = Object.keys(tables).every((table) => isObject(value[table]));
  return whole && value.version === version && Array.isArray(value.history);
}

const DAY = 86_400;
const HISTORY_LENGTH = 500;

/** Forgets codes, access tokens and assertions that are long over, and old history. */
export function sweep(state: State, now: number): void {
  dropWhere(state.codes, ({ expiresAt }) => expiresAt + DAY < now);
  // For a day an expired token is still told from an unknown one.
  dropWhere(state.accessTokens, ({ expiresAt }) => expiresAt + DAY < now);
  dropWhere(state.assertions, (expiresAt) => expiresAt + DAY < now);
  state.history.splice(0, state.history.length - HISTORY_LENGTH);
}

function dropWhere<Value>(table: Record<string, Value>, over: (value: Value) => boolean): void {
  for (const [key, value] of Object.entries(table)) if (over(value)) delete table[key];
}
