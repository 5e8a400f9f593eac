import { AntError } from '../errors.js';
import type { HttpResponse } from '../host.js';
import { readText } from './read-text.js';

const MAX_BYTES = 1024 * 1024;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
type Arriving = {
  readonly host: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsyncIterable<unknown>;
};

/** Reads an arriving answer as plain data. Over 1 MiB it is an `AntError('network')`. */
export async function plainResponse({ host, ...arriving }: Arriving): Promise<HttpResponse> {
  const body = await readText(arriving.body, MAX_BYTES);
  if (body !== undefined) {
    return { status: arriving.status, headers: plainHeaders(arriving.headers), body };
  }
  throw new AntError('network', `${host} sent an answer of more than 1 MiB`, {
    hint: 'check that this is the right address: --base-url, ANTHROPIC_BASE_URL or the profile',
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
