import { AntError } from '../../errors.js';
import type { GrpcAnswer } from '../../grpc.js';
import { printable } from '../../printable.js';
import { Secret } from '../../secret.js';
import { looksLikeJwt } from '../answer.js';
import type { SourceMachine } from '../source.js';
import { decodeResponse, encodeRequest } from './messages.js';

type Question = {
  readonly title: string;
  /** In gRPC's words. */
  readonly target: string;
  readonly audience: string;
  readonly spiffeId?: string | undefined;
};

const LIMIT = 5_000;
const TRIES = 4;
const PERMISSION_DENIED = 7;
const UNAVAILABLE = 14;

const ENTRY = `register it, and give the agent some seconds to hear of it:
spire-server entry create -parentID AGENT_ID -spiffeID spiffe://TRUST_DOMAIN/PATH -selector unix:uid:UID`;

/** Appendix A of the SPIFFE Workload Endpoint, and what else can come of a call. */
const MEANINGS: Readonly<Record<number, { readonly because: string; readonly hint: string }>> = {
  3: {
    because: 'does not accept the request',
    hint: 'see whether the audience and spiffe_id are right',
  },
  4: { because: 'does not answer', hint: 'see whether the agent is well: spire-agent healthcheck' },
  [PERMISSION_DENIED]: { because: 'has no identity for this workload', hint: ENTRY },
  12: { because: 'makes no JWT-SVIDs', hint: 'use an agent whose Workload API has them' },
  [UNAVAILABLE]: {
    because: 'is not ready, or not there',
    hint: 'see whether the agent runs, and serves that socket: spire-agent healthcheck',
  },
};

/**
 * `FetchJWTSVID` of the SPIFFE Workload API: the workload is known by the process that asks. Of several identities the
 * first is the default one, unless one is named. An agent that is not ready, or has not heard of a new workload yet, is
 * asked again. https://spiffe.io/docs/latest/spiffe-specs/spiffe_workload_api/
 */
export async function askAgent(machine: SourceMachine, question: Question): Promise<Secret> {
  const { title, audience, spiffeId } = question;
  const answer = await callPatiently(machine, question);
  if (answer.state === 'refused') throw refused(question, answer.code);
  const [first] = decodeResponse(answer.message) ?? [];
  if (first !== undefined && looksLikeJwt(first.token)) return new Secret(first.token);
  const what = first === undefined ? 'no JWT-SVID' : 'something other than a JWT';
  const whose = spiffeId === undefined ? '' : ` of ${printable(spiffeId, 200)}`;
  throw new AntError(
    'identity-token',
    `${title}: the agent gave ${what}${whose} for "${printable(audience, 200)}"`,
    { hint: ENTRY },
  );
}

async function callPatiently(
  machine: SourceMachine,
  { target, audience, spiffeId }: Question,
): Promise<GrpcAnswer> {
  const request = {
    target,
    path: '/SpiffeWorkloadAPI/FetchJWTSVID',
    // Without it no agent answers: a request that somebody else was tricked into sending does not have it.
    metadata: { 'workload.spiffe.io': 'true' },
    message: encodeRequest(audience, spiffeId),
    limit: LIMIT,
  };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await machine.grpc.call(request);
    const notYet =
      answer.state === 'refused' && [PERMISSION_DENIED, UNAVAILABLE].includes(answer.code);
    if (!notYet || attempt === TRIES) return answer;
    await machine.sleep(125 * 2 ** attempt, machine.interrupt);
  }
}

function refused({ title, target }: Question, code: number): AntError {
  const { because, hint } = MEANINGS[code] ?? {
    because: `answered with the gRPC status ${code}`,
    hint: 'see what the agent writes into its log',
  };
  const where = printable(target, 200);
  return new AntError('identity-token', `${title}: the agent at ${where} ${because}`, { hint });
}
