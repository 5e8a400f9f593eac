import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { AntError } from '../errors.js';
import type { GrpcAnswer, GrpcRequest } from '../grpc.js';

const LARGEST = 1024 * 1024;

const OPTIONS = {
  // It would take the proxy of the environment, even to this very machine.
  'grpc.enable_http_proxy': 0,
  'grpc.enable_retries': 0,
  'grpc.use_local_subchannel_pool': 1,
  'grpc.max_receive_message_length': LARGEST,
};

/** One unary call with grpc-js; its messages stay the caller's bytes. */
export async function callGrpc(request: GrpcRequest, interrupt: AbortSignal): Promise<GrpcAnswer> {
  const client = new Client(request.target, credentials.createInsecure(), OPTIONS);
  try {
    return await unary(client, request, interrupt);
  } finally {
    client.close();
  }
}

function unary(
  client: Client,
  { path, metadata, message, limit }: GrpcRequest,
  interrupt: AbortSignal,
): Promise<GrpcAnswer> {
  const bytes = (value: Buffer) => value;
  const headers = new Metadata();
  for (const [name, value] of Object.entries(metadata)) headers.set(name, value);
  return new Promise((resolve, reject) => {
    const answered = (error: ServiceError | null, answer?: Buffer) => {
      interrupt.removeEventListener('abort', stop);
      if (interrupt.aborted) reject(new AntError('interrupted', 'interrupted'));
      else if (error !== null) resolve({ state: 'refused', code: error.code });
      else if (answer === undefined) resolve({ state: 'refused', code: status.INTERNAL });
      else resolve({ state: 'ok', message: Uint8Array.from(answer) });
    };
    const options = { deadline: Date.now() + limit };
    const call = client.makeUnaryRequest(
      path,
      bytes,
      bytes,
      Buffer.from(message),
      headers,
      options,
      answered,
    );
    const stop = () => call.cancel();
    interrupt.addEventListener('abort', stop);
    if (interrupt.aborted) stop();
  });
}
