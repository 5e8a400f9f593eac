import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handedOut } from './planted.js';

export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Recorder = {
  readonly url: string;
  /** What arrived since it was last asked. */
  readonly take: () => readonly Recorded[];
  readonly close: () => void;
};

/**
 * A platform that writes down and agrees: it grants each token request and answers each message with
 * one word. It also is the proxy for everything else, and refuses that.
 */
export async function startRecorder(): Promise<Recorder> {
  let recorded: Recorded[] = [];
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const { method = '', url = '', headers } = request;
      const flat = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)]));
      recorded.push({ method, path: url, headers: flat, body });
      answer({ method, path: url, headers: flat, body }, response);
    });
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readBody(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => then(Buffer.concat(chunks).toString('utf8')));
}

function answer({ path, body }: Recorded, response: ServerResponse): void {
  if (path.startsWith('/v1/oauth/token')) sendJson(response, 200, grant(body));
  else if (path.startsWith('/v1/messages')) sendMessage(response, body);
  else
    sendJson(response, 404, { type: 'error', error: { type: 'not_found_error', message: 'no' } });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** The token says for which login or rule it is. */
function grant(body: string): object {
  const request: Record<string, string> = body.startsWith('{')
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body));
  const refresh = request.refresh_token?.replace('sk-ant-ort01-planted-', '');
  const to = refresh ?? request.federation_rule_id;
  return {
    access_token: handedOut(String(to)),
    token_type: 'Bearer',
    expires_in: 3600,
    ...(refresh !== undefined && { refresh_token: `sk-ant-ort01-planted-${refresh}` }),
  };
}

function sendMessage(response: ServerResponse, body: string): void {
  const message = {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-sandbox',
    content: [{ type: 'text', text: 'ok' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const streaming: unknown = JSON.parse(body).stream;
  if (streaming !== true) {
    sendJson(response, 200, message);
    return;
  }
  const events: readonly { readonly type: string }[] = [
    { type: 'message_start', ...{ message: { ...message, content: [], stop_reason: null } } },
    { type: 'content_block_start', ...{ index: 0, content_block: { type: 'text', text: '' } } },
    { type: 'content_block_delta', ...{ index: 0, delta: { type: 'text_delta', text: 'ok' } } },
    { type: 'content_block_stop', ...{ index: 0 } },
    {
      type: 'message_delta',
      ...{ delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
    },
    { type: 'message_stop' },
  ];
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text.join(''));
}
