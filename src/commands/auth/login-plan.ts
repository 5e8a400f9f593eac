import { variable } from '../../credentials/federation-plan.js';
import { AntError } from '../../errors.js';
import type { authLogin } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import type { LoginRequest } from '../../login/login-request.js';
import { chooseProfile } from '../../profiles/chosen.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import { effectiveProfile } from '../../profiles/effective.js';
import { readActive, readProfile } from '../../profiles/files.js';
import { checkNewProfileName } from '../../profiles/name.js';
import type { Profile } from '../../profiles/profile.js';
import { parseBaseUrl } from '../../protocol/base-url.js';
import { userAgent } from '../../protocol/headers.js';
import { cleanValue } from '../profile/clean-value.js';
import type { TypedKey } from '../profile/typed-key.js';

/** The public OAuth client that the platform knows `ant` by. */
const CLIENT_ID = '41077d10-94b8-4194-be48-d251e9eb21b4';
const CONSOLE_URL = 'https://platform.claude.com';
const SCOPE = 'user:profile user:inference user:developer';
const TIMEOUT_SECONDS = 300;

type Given = Input<typeof authLogin>;

/** Everything about a login that is settled before anything happens. */
export type LoginPlan = {
  readonly configDir: string;
  readonly name: string;
  /** The profile's file, when it exists already. */
  readonly existing: Profile | undefined;
  /** Whether this login makes the profile the active one: the official command's rule. */
  readonly activate: boolean;
  readonly request: LoginRequest;
  /** Written into a new profile: only what differs from the platform's own, and of scopes those asked for. */
  readonly baseUrlToKeep: string | undefined;
  readonly consoleUrlToKeep: string | undefined;
  readonly scopeToKeep: string | undefined;
};

/** Resolves flags, variables and the profile. Refuses, before a browser opens, what cannot end well. */
export async function planLogin(host: Host, input: Given): Promise<LoginPlan> {
  const configDir = requireConfigDirectory(host, input['config-dir']);
  const chosen = await chooseProfile(host, configDir, input.profile);
  const existing = await readProfile(host, configDir, chosen.name);
  if (existing === undefined) checkNewProfileName(chosen.name);
  if (existing?.type === 'oidc_federation') throw notForPeople(chosen.name);
  const base = baseSetting(host, input, existing);
  const console = consoleSetting(host, input, existing);
  const scope = typed(host, 'scope', input.scope);
  return {
    configDir,
    name: chosen.name,
    existing,
    activate:
      chosen.from === '--profile' ||
      chosen.from === 'ANTHROPIC_PROFILE' ||
      (await readActive(host, configDir)).from === 'default',
    request: {
      ...mode(host, input),
      ...binding(host, input, existing),
      baseUrl: parseBaseUrl(base.value, base.origin),
      consoleUrl: parseBaseUrl(console.value, console.origin),
      clientId: clientId(host, input, existing),
      scope: scope ?? existing?.scope ?? SCOPE,
      timeoutSeconds: input.timeout ?? TIMEOUT_SECONDS,
      userAgent: userAgent(host.version),
    },
    baseUrlToKeep: base.origin === 'default' ? undefined : base.value,
    consoleUrlToKeep: console.origin === 'default' ? undefined : console.value,
    scopeToKeep: scope,
  };
}

function baseSetting(host: Host, input: Given, existing: Profile | undefined) {
  const nobody: Profile = { name: '', path: '', type: 'user_oauth', raw: {} };
  return effectiveProfile(existing ?? nobody, host.env, input['base-url']).tokenBaseUrl;
}

function consoleSetting({ env }: Host, input: Given, existing: Profile | undefined) {
  if (input['console-url']) return { value: input['console-url'], origin: '--console-url' };
  const fromEnvironment = variable(env, 'ANTHROPIC_CONSOLE_URL');
  if (fromEnvironment !== undefined) return fromEnvironment;
  return existing?.consoleUrl === undefined
    ? { value: CONSOLE_URL, origin: 'default' }
    : { value: existing.consoleUrl, origin: `profile "${existing.name}"` };
}

function clientId(host: Host, input: Given, existing: Profile | undefined): string {
  const given =
    typed(host, 'client_id', input['client-id']) ??
    variable(host.env, 'ANTHROPIC_OAUTH_CLIENT_ID')?.value;
  return given ?? existing?.clientId ?? CLIENT_ID;
}

/** The organization and workspace to ask for; without them the consent page offers a choice. */
function binding(host: Host, input: Given, existing: Profile | undefined) {
  const { env } = host;
  const organizationId =
    typed(host, 'organization_id', input['organization-id']) ??
    variable(env, 'ANTHROPIC_ORGANIZATION_ID')?.value ??
    existing?.organizationId;
  const workspaceId =
    typed(host, 'workspace_id', input['workspace-id']) ??
    existing?.workspaceId ??
    variable(env, 'ANTHROPIC_WORKSPACE_ID')?.value;
  return { ...(organizationId && { organizationId }), ...(workspaceId && { workspaceId }) };
}

/** A flag's value, checked before a browser opens on a page that could only refuse it. */
function typed(host: Host, key: TypedKey, value: string | undefined): string | undefined {
  return value && cleanValue(host, 'user_oauth', { key, value });
}

function mode({ terminal }: Host, input: Given): Pick<LoginRequest, 'mode' | 'port'> {
  const port = input['callback-port'] ?? 0;
  if (input['no-browser'] !== true) return { mode: 'browser', port };
  if (input['callback-port'] !== undefined) return { mode: 'callback', port };
  if (input['no-input'] !== true || terminal.interactive) return { mode: 'paste', port: 0 };
  throw new AntError('usage', '--no-browser waits for a pasted code, and --no-input forbids it', {
    hint: 'give --callback-port PORT to wait for the browser instead',
  });
}

function notForPeople(name: string): AntError {
  return new AntError('usage', `profile "${name}" is for a workload, which signs in by itself`, {
    hint: `use it with: ant federation exchange --profile ${name}; or sign in with another --profile`,
  });
}
