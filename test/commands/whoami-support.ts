import { main } from '../../src/main.js';
import { fakeHost, NOON } from '../support/host.js';

export const HOME = '/home/ada';
export const DIR = `${HOME}/.config/anthropic`;
export const ORG = '5a5db0c5-0000-4000-8000-000000000001';

type Given = NonNullable<Parameters<typeof fakeHost>[0]>;
type Disk = NonNullable<Given['disk']>;

/** A profile of a person who is signed in. */
export function login(name: string, more: { readonly workspace?: string } = {}): Disk {
  return {
    ...config(name, more.workspace === undefined ? {} : { workspace_id: more.workspace }),
    [`${DIR}/credentials/${name}.json`]: JSON.stringify({
      version: '1.0',
      type: 'oauth_token',
      access_token: `sk-ant-oat01-canary-${name}-canary`,
      refresh_token: `sk-ant-ort01-canary-${name}-canary`,
      expires_at: NOON + 7 * 3600,
      scope: 'user:profile user:inference',
      organization_uuid: ORG,
      organization_name: 'Acme',
      account_email: 'ada@acme.example',
      workspace_id: 'wrkspc_01Prod',
      workspace_name: 'Production',
    }),
  };
}

/** A profile that nobody is signed in to. */
export function config(name: string, more: object = {}): Disk {
  return {
    [`${DIR}/configs/${name}.json`]: JSON.stringify({
      version: '1.0',
      organization_id: ORG,
      ...more,
      authentication: { type: 'user_oauth', client_id: 'client-1' },
      ant: { store: 'file' },
    }),
  };
}

export const FEDERATION = {
  ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01',
  ANTHROPIC_ORGANIZATION_ID: ORG,
  ANTHROPIC_IDENTITY_TOKEN_FILE: '/run/token',
};

/** Runs `ant whoami` and these words on a machine with these files. */
export async function whoami(line: string, given: Given = {}) {
  const host = fakeHost({ home: HOME, ...given, env: { HOME, ...given.env } });
  const code = await main(['whoami', ...line.split(' ').filter(Boolean)], host);
  return { code, out: host.out.join(''), said: host.said, disk: host.disk, sent: host.sent };
}

/** The same, as the JSON that it prints. */
export async function whoamiJson(line: string, given: Given = {}) {
  const { out, ...rest } = await whoami(`${line} --json`, given);
  return { ...rest, value: out === '' ? undefined : JSON.parse(out) };
}
