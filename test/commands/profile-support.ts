import { fakeHost } from '../support/host.js';

export const ORG = '2f0c9f6e-0000-4000-8000-000000000001';
export const OTHER_ORG = '2f0c9f6e-0000-4000-8000-000000000002';
export const DIR = '/home/ada/.config/anthropic';

export const configPath = (name: string) => `${DIR}/configs/${name}.json`;
export const credentialsPath = (name: string) => `${DIR}/credentials/${name}.json`;

type Files = Readonly<Record<string, object | string>>;

/** A machine with these profiles; the rest is `fakeHost`'s. */
export function hostWith(profiles: Files, given: Parameters<typeof fakeHost>[0] = {}) {
  const disk = Object.fromEntries(
    Object.entries(profiles).map(([name, file]) => [
      configPath(name),
      typeof file === 'string' ? file : JSON.stringify(file),
    ]),
  );
  const host = fakeHost({ ...given, disk: { ...disk, ...given.disk } });
  const json = (path: string) => JSON.parse(host.disk.get(path)?.text ?? 'null');
  return { ...host, config: (name: string) => json(configPath(name)), json };
}

export const PERSON = {
  version: '1.0',
  organization_id: ORG,
  workspace_id: 'wrkspc_1',
  later: { kept: true },
  authentication: { type: 'user_oauth', client_id: 'client' },
};

export const WORKLOAD = {
  version: '1.0',
  organization_id: ORG,
  authentication: { type: 'oidc_federation', federation_rule_id: 'fdrl_1' },
};
