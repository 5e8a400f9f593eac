import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a secret on the wire is called there. */
const SECRET_FIELDS = [
  'code',
  'code_verifier',
  'refresh_token',
  'access_token',
  'assertion',
] as const;

type Post = { readonly url: string };
type Told = (kind: string, secret: string) => void;

/** Stands between ant and the sandbox, passes everything on, and tells of every secret that goes by. */
export function listeningPost(sandboxUrl: string, tell: Told): Promise<Post> {
  return serve(async (request, body) => {
    tellSecrets(body, tell);
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', sandboxUrl), {
      method: request.method ?? 'GET',
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, `${value}`]),
      ),
      redirect: 'manual',
      ...(body !== '' && { body }),
    });
    const text = await answer.text();
    tellSecrets(text, tell);
    const type = answer.headers.get('content-type') ?? 'application/json';
    return { status: answer.status, type, text };
  });
}

/**
 * Says no to everything, in the two shapes the platform has for it in turn, and repeats every header and
 * body it was sent in every field.
 */
export function parrot(tell: Told): Promise<Post> {
  let answers = 0;
  return serve(async (request, body) => {
    tellSecrets(body, tell);
    const decoded = [...new URLSearchParams(body).values()].join(' ');
    const heard = `${Object.values(request.headers).join(' ')} ${body} ${decoded}`;
    const error = { type: 'invalid_request_error', message: heard };
    const refusal = { error: 'invalid_grant', error_description: heard, error_uri: heard };
    answers += 1;
    const text = JSON.stringify(answers % 2 === 0 ? refusal : { type: 'error', error });
    return { status: 400, type: 'application/json', text };
  });
}

type Reply = { readonly status: number; readonly type: string; readonly text: string };

async function serve(
  answer: (request: IncomingMessage, body: string) => Promise<Reply>,
): Promise<Post> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { status, type, text } = await answer(request, body);
    response.writeHead(status, { 'content-type': type }).end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function tellSecrets(text: string, tell: Told): void {
  const form = new URLSearchParams(text);
  const json = readJson(text);
  for (const field of SECRET_FIELDS) {
    for (const value of [form.get(field), json[field]]) {
      if (typeof value === 'string') tell(field, value);
    }
  }
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
