import type { Env, Files } from '../../host.js';
import { glance } from '../glance.js';
import { sharedFiles } from './shared-files.js';

/**
 * What speaks for AWS here. `workload`: AWS itself put it there. `machine`: this is an EC2 machine. `person`: keys, a
 * profile or a helper on this machine, which is how people are set up at least as often as workloads.
 */
export type Evidence = {
  readonly workload: readonly string[];
  readonly machine: readonly string[];
  readonly person: readonly string[];
};

const IMDS_NAME = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
const FULL_URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/** Lambda; ECS and its likes; a pod with IAM roles for service accounts. EKS Pod Identity sets the full URI. */
const WORKLOAD = [
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];
const PERSON = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE'];

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html */
const MACHINE = [
  { path: '/sys/class/dmi/id/board_asset_tag', says: /^i-[0-9a-f]{8,}$/ },
  { path: '/sys/class/dmi/id/sys_vendor', says: /^Amazon EC2$/ },
  { path: '/sys/hypervisor/uuid', says: /^ec2/i },
];

export const LOOKED_FOR = [
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_CONTAINER_CREDENTIALS_…_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  `EC2 in ${MACHINE[0]?.path}`,
  ...PERSON,
  '~/.aws/config',
];

export async function evidenceOf(around: {
  readonly env: Env;
  readonly files: Files;
}): Promise<Evidence> {
  const { env } = around;
  const set = (names: readonly string[]) => names.filter((name) => env[name]);
  const own = isOwnHelper(env[FULL_URI]);
  return {
    workload: [...set(WORKLOAD), ...(own ? [] : set([FULL_URI]))],
    machine: await machineEvidence(around),
    person: [...set(PERSON), ...(own ? set([FULL_URI]) : []), ...(await sharedFiles(around))],
  };
}

async function machineEvidence({
  env,
  files,
}: {
  readonly env: Env;
  readonly files: Files;
}): Promise<readonly string[]> {
  const disabled = env.AWS_EC2_METADATA_DISABLED;
  if (disabled && disabled !== 'false') return [];
  const found = await Promise.all(
    MACHINE.map(async ({ path, says }) =>
      says.test((await glance(files, path)) ?? '') ? [path] : [],
    ),
  );
  return [...(env[IMDS_NAME] ? [IMDS_NAME] : []), ...found.flat()];
}

/** On loopback a program of this machine answers, such as aws-vault's server or CloudShell's, for a person. */
function isOwnHelper(uri: string | undefined): boolean {
  if (!uri || !URL.canParse(uri)) return false;
  return /^(127\.[\d.]+|localhost|\[::1\])$/.test(new URL(uri).hostname);
}
