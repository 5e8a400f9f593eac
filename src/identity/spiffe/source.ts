import { AntError } from '../../errors.js';
import type { Env } from '../../host.js';
import { decodeIdentityToken } from '../../jwt/decode.js';
import { printable } from '../../printable.js';
import { Secret } from '../../secret.js';
import { looksLikeJwt } from '../answer.js';
import { givenToken, PLATFORM_AUDIENCE, tokenFor } from '../given-token.js';
import { glance } from '../glance.js';
import type {
  Detection,
  IdentityTokenSource,
  SourceMachine,
  SourceSettings,
  Surroundings,
} from '../source.js';
import { askAgent } from './ask-agent.js';
import { type Endpoint, readEndpoint } from './endpoint.js';

const TITLE = 'SPIFFE';
const SOCKET_NAME = 'SPIFFE_ENDPOINT_SOCKET';

/**
 * A workload's JWT-SVID, from the Workload API of its node's agent, or from the file that spiffe-helper keeps fresh.
 * https://github.com/spiffe/spiffe-helper
 */
export const spiffe: IdentityTokenSource = {
  id: 'spiffe',
  title: TITLE,
  asked: 'ambient',
  layer: 'workload',
  again: 'new',
  settings: {
    socket: `instead of ${SOCKET_NAME}: unix:///PATH or tcp://127.0.0.1:PORT`,
    spiffe_id: 'which identity, where the workload has several; else the first',
    token_file: 'the file that spiffe-helper writes, instead of asking the agent',
  },

  detect({ env, files }, settings) {
    const { token_file: path } = settings;
    return path === undefined ? detectAgent(env, files, settings) : detectFile(files, path);
  },

  /** The agent alone knows who this workload is. */
  witness: () => undefined,

  async fetch(machine, { audience, settings }) {
    const { token_file: path, spiffe_id: spiffeId } = settings;
    if (path !== undefined) return tokenInFile(machine, path, audience);
    const endpoint = readEndpoint(socketOf(machine.env, settings));
    if (endpoint === undefined) throw new Error('detect said that there is an endpoint');
    const { target } = endpoint;
    const token = await askAgent(machine, { title: TITLE, target, audience, spiffeId });
    return refuseExpired(machine, token, {
      what: 'the JWT-SVID that the agent gave',
      hint: RENEWAL,
    });
  },
};

const RENEWAL =
  'see whether the agent still reaches its server: spire-agent healthcheck; and what time it is here';

const START =
  'start the agent, or mount its socket here; its configuration says where: socket_path';

function socketOf(env: Env, { socket }: SourceSettings): string {
  return socket ?? env[SOCKET_NAME]?.trim() ?? '';
}

async function detectAgent(
  env: Env,
  files: Surroundings['files'],
  settings: SourceSettings,
): Promise<Detection> {
  const text = socketOf(env, settings);
  if (text === '') return { state: 'absent', lookedFor: [SOCKET_NAME] };
  const from = settings.socket === undefined ? SOCKET_NAME : 'the setting socket';
  const evidence = [from];
  const endpoint = readEndpoint(text);
  if (endpoint === undefined) {
    const fix = `set ${from === SOCKET_NAME ? 'it' : from} to unix:///PATH or tcp://127.0.0.1:PORT`;
    return { state: 'broken', evidence, because: `${from} names no local Workload API`, fix };
  }
  const fault = await faultOf(files, endpoint);
  return fault === undefined
    ? { state: 'present', evidence }
    : { state: 'broken', evidence, ...fault };
}

type Fault = { readonly because: string; readonly fix: string };

/** Nobody knows whether somebody listens on a port until they are asked. */
async function faultOf(
  files: Surroundings['files'],
  { socket }: Endpoint,
): Promise<Fault | undefined> {
  if (socket === undefined) return undefined;
  try {
    const found = await files.read(socket, { follow: true });
    if (found?.kind === 'other') return undefined;
    return { because: `there is no socket at ${printable(socket, 200)}`, fix: START };
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    return {
      because: error.message,
      fix: 'let this user reach it, or name the right socket',
    };
  }
}

async function detectFile(files: Surroundings['files'], path: string): Promise<Detection> {
  const text = await glance(files, path);
  if (text !== undefined && looksLikeJwt(text)) return { state: 'present', evidence: [path] };
  const what = text === undefined ? 'is no file that can be read' : 'does not hold a JWT';
  const because = `${printable(path, 200)} ${text === '' ? 'is empty' : what}`;
  return { state: 'broken', evidence: [path], because, fix: helperEntry(PLATFORM_AUDIENCE) };
}

async function tokenInFile(
  machine: SourceMachine,
  path: string,
  audience: string,
): Promise<Secret> {
  const held = new Secret((await glance(machine.files, path)) ?? '');
  const hint = helperEntry(audience);
  const token = tokenFor(audience, [givenToken(path, held)], { title: TITLE, hint });
  return refuseExpired(machine, token, {
    what: `the JWT-SVID in ${printable(path, 200)}`,
    hint: 'see whether spiffe-helper runs, and what time it is here',
  });
}

function helperEntry(audience: string): string {
  return `in spiffe-helper's configuration:
jwt_svids = [{
  jwt_audience = "${printable(audience, 200)}"
  jwt_svid_file_name = "anthropic.jwt"
}]`;
}

/** An SVID lives for minutes: one that is old tells of somebody who no longer renews it. */
function refuseExpired(
  { now }: Pick<SourceMachine, 'now'>,
  token: Secret,
  { what, hint }: { readonly what: string; readonly hint: string },
): Secret {
  const exp = decodeIdentityToken(token.reveal())?.claims.exp;
  if (typeof exp !== 'number' || exp > now()) return token;
  throw new AntError('identity-token', `${TITLE}: ${what} has expired`, { hint });
}
