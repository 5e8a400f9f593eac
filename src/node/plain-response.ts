import type { Readable } from 'node:stream';
import { AntError } from '../errors.js';
import type { HttpResponse } from '../host.js';

const MAX_BYTES = 1024 * 1024;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
type Arriving = {
  readonly host: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readable;
};

/** Reads an arriving answer as plain data. Over 1 MiB it is an `AntError('network')`. */
export async function plainResponse({ host, ...arriving }: Arriving): Promise<HttpResponse> {
  const body = await bodyText(arriving.body);
  if (body !== undefined) {
    return { status: arriving.status, headers: plainHeaders(arriving.headers), body };
  }
  throw new AntError('network', `${host} sent an answer of more than 1 MiB`, {
    hint: 'check that this is the right address: --base-url, ANTHROPIC_BASE_URL or the profile',
  });
}

/** By events, because to iterate over a stream costs more to begin with. `undefined`, and hung up, when it is too much. */
function bodyText(body: Readable): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let total = 0;
    body.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      total += chunk.length;
      if (total <= MAX_BYTES) return;
      resolve(undefined);
      body.destroy();
    });
    body.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    body.on('error', reject);
    body.on('close', () => reject(new Error('the answer ended early')));
  });
}

/** Header values as plain strings; one that came several times is joined with commas (RFC 9110 5.3). */
export function plainHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}
