// The agent of a SPIFFE node, on a socket or a port. Usage: node spiffe-agent.mjs unix:/PATH|127.0.0.1:0 [how it fails]
// https://spiffe.io/docs/latest/spiffe-specs/spiffe_workload_endpoint/
import { join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { failing, mint, report } from './issuer.mjs';

const [address, failure] = process.argv.slice(2);
const { SPIFFE_WORKLOAD_PROTO = join(import.meta.dirname, 'workload.proto') } = process.env;
const proto = loadSync(SPIFFE_WORKLOAD_PROTO, { keepCase: true, defaults: true });
const { SpiffeWorkloadAPI } = loadPackageDefinition(proto);
const IDS = ['spiffe://acme.example/web', 'spiffe://acme.example/batch'];

/** By name: the gRPC status that comes instead of SVIDs, and for how many calls. */
const FAILURES = {
  unregistered: { code: status.PERMISSION_DENIED, details: 'no identity issued' },
  'soon-registered': { times: 2, code: status.PERMISSION_DENIED, details: 'no identity issued' },
  starting: { times: 2, code: status.UNAVAILABLE, details: 'initializing' },
  down: { code: status.UNAVAILABLE, details: 'initializing' },
  unimplemented: { code: status.UNIMPLEMENTED, details: 'no JWT-SVID profile' },
  broken: { code: status.INTERNAL, details: 'token eyJ.secret.x' },
};
const fail = failing(FAILURES, failure);

async function svidsFor({ audience, spiffe_id: wanted }) {
  const now = Math.floor(Date.now() / 1000);
  const ids = IDS.filter((id) => wanted === '' || id === wanted);
  return Promise.all(
    ids.map(async (id) => ({
      spiffe_id: id,
      svid: await mint({
        audience: failure === 'other-audience' ? ['spire-server'] : audience,
        iss: 'https://spire.acme.example',
        sub: id,
        ...(failure === 'expired' && { iat: now - 600, nbf: now - 600, exp: now - 300 }),
      }),
      hint: 'internal',
    })),
  );
}

async function answer({ metadata, request }) {
  if (metadata.get('workload.spiffe.io')[0] !== 'true') {
    return { error: { code: status.INVALID_ARGUMENT, details: 'security header missing' } };
  }
  const fails = fail();
  if (fails) return { error: fails };
  if (failure === 'none') return { response: { svids: [] } };
  if (failure === 'no-jwt') return { response: { svids: [{ spiffe_id: IDS[0], svid: 'x' }] } };
  return { response: { svids: await svidsFor(request) } };
}

const server = new Server();
server.addService(SpiffeWorkloadAPI.service, {
  FetchJWTSVID: async (call, reply) => {
    if (failure === 'hangs') return report({ code: null });
    const { error, response } = await answer(call);
    report({ code: error?.code ?? 0, audience: call.request.audience });
    reply(error ?? null, response);
  },
});
server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  report({ port: String(port) });
});
