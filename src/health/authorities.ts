import { AntError } from '../errors.js';
import type { Check } from './check.js';
import { type Finding, type Machine, note, ok, warning, words } from './finding.js';
import { caught } from './scene.js';

const EXTRA = 'NODE_EXTRA_CA_CERTS';
const LARGEST = 16 * 1024 * 1024;

/** Certificate authorities that were added to Node's own, and whether Node can have read them. */
export const authorities: Check = {
  id: 'authorities',
  group: 'network',
  title: 'authorities',
  look: async (host) => {
    const findings = [...(await extra(host)), ...(await openssl(host)), ...system(host)];
    return findings.length > 0 ? findings : [ok('those that come with Node, and no other')];
  },
};

async function extra(host: Machine): Promise<readonly Finding[]> {
  const path = host.env[EXTRA];
  if (!path) return [];
  const fault = await faultOf(host, path);
  if (fault === undefined) return [ok(`${EXTRA} adds those in ${path}`)];
  const said = `${EXTRA} names ${path}, which ${fault}: Node goes on without it`;
  return [warning(said, words(`let ${EXTRA} name a file of PEM certificates`))];
}

/** Node reads these two only when it is told to use OpenSSL's store instead of its own. */
async function openssl(host: Machine): Promise<readonly Finding[]> {
  const { env, checkup } = host;
  const { SSL_CERT_FILE: path, NODE_OPTIONS: options = '' } = env;
  if (!path) return [];
  const used = `${options} ${checkup.nodeOptions.join(' ')}`.includes('--use-openssl-ca');
  if (!used) {
    if (env[EXTRA] === path) return [];
    const fix = words(`set ${EXTRA}=${path} if Node should trust them`);
    return [note('SSL_CERT_FILE is set, and Node does not read it', fix)];
  }
  const fault = await faultOf(host, path);
  if (fault === undefined) return [ok(`SSL_CERT_FILE is used: ${path}`)];
  return [
    warning(
      `SSL_CERT_FILE names ${path}, which ${fault}`,
      words('name a file of PEM certificates'),
    ),
  ];
}

function system({ env, checkup }: Machine): readonly Finding[] {
  const { NODE_USE_SYSTEM_CA: variable, NODE_OPTIONS: options = '' } = env;
  const asked = `${options} ${checkup.nodeOptions.join(' ')}`.includes('--use-system-ca');
  if (!asked && variable !== '1') return [];
  if (knowsSystemAuthorities(checkup)) return [ok('those that the operating system trusts, too')];
  return [
    note(
      `Node ${checkup.nodeVersion} does not know NODE_USE_SYSTEM_CA`,
      words('install a newer Node'),
    ),
  ];
}

/** Whether this Node can be told to trust what the operating system trusts: from 22.15 and 23.8 on. */
export function knowsSystemAuthorities({
  nodeVersion,
}: Pick<Machine['checkup'], 'nodeVersion'>): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 8) || (major === 22 && minor >= 15);
}

async function faultOf({ files }: Machine, path: string): Promise<string | undefined> {
  const view = await caught(() => files.read(path, { follow: true, maxBytes: LARGEST }));
  if (view === undefined) return 'is not there';
  if (view instanceof AntError) return 'cannot be read';
  if (view.kind !== 'file') return 'is not a file';
  return view.text.includes('-----BEGIN') ? undefined : 'holds no certificate';
}
