import type { WebIdentityAnswer, WebIdentityRequest } from '../../aws.js';
import { AntError } from '../../errors.js';
import { printable } from '../../printable.js';
import { looksLikeJwt } from '../answer.js';
import { PLATFORM_AUDIENCE } from '../given-token.js';
import { glance, nothingIn } from '../glance.js';
import { projectedVolume } from '../kubernetes-yaml.js';
import type {
  Detection,
  IdentityTokenSource,
  SourceMachine,
  SourceSettings,
  Surroundings,
  TokenRequest,
} from '../source.js';
import { type Evidence, evidenceOf, LOOKED_FOR } from './evidence.js';
import { refusedError, unsignedError, type Wanted } from './refusals.js';
import { profileRegion } from './shared-files.js';

const TITLE = 'AWS';
const TOKEN_FILE = 'AWS_WEB_IDENTITY_TOKEN_FILE';
const ROLE = 'AWS_ROLE_ARN';

/** As long as the platform's own guide has it. */
const USUAL_SECONDS = '900';
/** A machine's metadata service may start after what asks it. */
const TRIES = 3;
const PAUSE = 1_000;

const NO_REGION =
  'set AWS_REGION=us-east-1 (any region will do), or type: --source aws --source-setting region=us-east-1';

const NO_ROLE = {
  because: `${ROLE} is not set, and the platform refuses the token that ${TOKEN_FILE} names: it is for sts.amazonaws.com`,
  fix: `give the pod its role, and start the pod again:
kubectl annotate serviceaccount NAME eks.amazonaws.com/role-arn=ROLE_ARN
or give it a token for the platform: ${projectedVolume(PLATFORM_AUDIENCE)}`,
};

/**
 * The IAM role that this workload or machine has, by STS's `GetWebIdentityToken`.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export const aws: IdentityTokenSource = {
  id: 'aws',
  title: TITLE,
  asked: 'ambient',
  layer: 'machine',
  again: 'new',
  settings: {
    region: 'the region of the STS endpoint (default: AWS_REGION, then the profile’s)',
    profile: 'of ~/.aws/config (default: AWS_PROFILE)',
    duration_seconds: `how long the token is good for, 60 to 3600 (default: ${USUAL_SECONDS})`,
    signing_algorithm: 'ES384 or RS256 (default: ES384)',
  },

  async detect(around, settings) {
    const found = await evidenceOf(around);
    const evidence = [...found.workload, ...found.machine, ...found.person];
    if (evidence.length === 0) return { state: 'absent', lookedFor: LOOKED_FOR };
    const onlyNamed = found.workload.length + found.machine.length === 0;
    const missing = await whatIsMissing(around, settings, found);
    return {
      ...(missing ? { state: 'broken', ...missing } : { state: 'present' }),
      evidence,
      ...(onlyNamed && { onlyNamed }),
    } satisfies Detection;
  },

  /** Which role is behind a profile, a container's address or a machine, is for AWS to say. */
  witness: () => undefined,

  async fetch(machine, request) {
    const question = await questionFor(machine, request);
    const wanted: Wanted = { ...question, profile: question.profile ?? machine.env.AWS_PROFILE };
    const answer = await askUntilUp(machine, question);
    if (answer.state === 'unsigned') throw unsignedError(answer, wanted);
    if (answer.state === 'refused') throw refusedError(answer, wanted);
    if (looksLikeJwt(answer.token.reveal())) return answer.token;
    throw new AntError('identity-token', `${TITLE}: STS answered without a JWT`);
  },
};

async function whatIsMissing(
  around: Surroundings,
  settings: SourceSettings,
  { workload }: Evidence,
): Promise<{ readonly because: string; readonly fix: string } | undefined> {
  const { env } = around;
  const path = env[TOKEN_FILE];
  // Anything else here would be asked in its place.
  if (path && workload.length === 1) {
    if (!env[ROLE]) return NO_ROLE;
    if (!(await glance(around.files, path))) {
      return { because: nothingIn(path, TOKEN_FILE), fix: 'start the pod again' };
    }
  }
  if ((await regionOf(around, settings)) === undefined) {
    return { because: 'no region is set', fix: NO_REGION };
  }
  return undefined;
}

/** AWS_DEFAULT_REGION is what the AWS CLI and Python's SDK know; JavaScript's does not. */
async function regionOf(
  around: Surroundings,
  settings: SourceSettings,
): Promise<string | undefined> {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE } = around.env;
  const said = settings.region || AWS_REGION?.trim() || AWS_DEFAULT_REGION?.trim();
  if (said) return said;
  return profileRegion(around, settings.profile || AWS_PROFILE || 'default');
}

async function questionFor(
  machine: SourceMachine,
  { audience, settings }: TokenRequest,
): Promise<WebIdentityRequest> {
  const region = (await regionOf(machine, settings)) ?? '';
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region)) {
    throw new AntError('usage', `AWS: "${printable(region, 60)}" is not a region`, {
      hint: NO_REGION,
    });
  }
  const { duration_seconds: seconds = USUAL_SECONDS, profile } = settings;
  const durationSeconds = /^\d{2,4}$/.test(seconds) ? Number(seconds) : 0;
  if (durationSeconds < 60 || durationSeconds > 3600) {
    throw new AntError('usage', 'AWS: duration_seconds is a number from 60 to 3600');
  }
  const { machine: ec2 } = await evidenceOf(machine);
  return {
    audience,
    region,
    durationSeconds,
    signingAlgorithm: algorithmOf(settings),
    ...(profile !== undefined && { profile }),
    machineRole: ec2.length > 0,
  };
}

function algorithmOf({
  signing_algorithm: name = 'ES384',
}: SourceSettings): WebIdentityRequest['signingAlgorithm'] {
  if (name === 'ES384' || name === 'RS256') return name;
  throw new AntError('usage', 'AWS: signing_algorithm is ES384 or RS256');
}

async function askUntilUp(
  machine: SourceMachine,
  question: WebIdentityRequest,
): Promise<WebIdentityAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await machine.aws.webIdentityToken(question);
    const worthIt = answer.state === 'unsigned' && !answer.renewal && question.machineRole;
    if (!worthIt || attempt === TRIES) return answer;
    await machine.sleep(PAUSE, machine.interrupt);
  }
}
