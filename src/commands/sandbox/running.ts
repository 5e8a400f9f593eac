import { AntError } from '../../errors.js';
import type { Host, HttpResponse } from '../../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../../json.js';
import { printable } from '../../printable.js';

/** Where the sandbox listens unless told otherwise. */
export const SANDBOX_PORT = 8421;

type Question = {
  readonly port: number | undefined;
  readonly path: string;
  /** Sent as JSON; absent: a GET. */
  readonly body?: JsonObject;
};

/** Asks the running sandbox. Nobody there, or somebody else, is an `AntError('network')`. */
export async function askSandbox(
  host: Pick<Host, 'http'>,
  question: Question,
): Promise<JsonObject> {
  const { port = SANDBOX_PORT, path, body } = question;
  const response = await send(host, `http://localhost:${port}${path}`, body);
  if (response?.headers['x-ant-sandbox'] !== '1') {
    const elsewhere = port === SANDBOX_PORT ? '' : ` --port ${port}`;
    throw new AntError('network', `no sandbox answers on port ${port}`, {
      hint: `start it with: ant sandbox start${elsewhere}`,
    });
  }
  const answer = readJsonObject(response.body) ?? {};
  if (response.status === 200) return answer;
  const said = isObject(answer.error) ? readString(answer.error, 'message') : undefined;
  throw new AntError('usage', `the sandbox says: ${printable(said ?? 'no', 400)}`);
}

async function send(
  host: Pick<Host, 'http'>,
  url: string,
  body: JsonObject | undefined,
): Promise<HttpResponse | undefined> {
  const headers = { 'x-ant-sandbox': '1', 'content-type': 'application/json' };
  try {
    return await host.http(
      body === undefined
        ? { method: 'GET', url, headers }
        : { method: 'POST', url, headers, body: JSON.stringify(body) },
    );
  } catch (error) {
    if (error instanceof AntError && error.code === 'network') return undefined;
    throw error;
  }
}
