import type { Host } from '../host.js';
import { printable } from '../printable.js';

/**
 * Wraps a sender so that each request leaves one line: method, host, path, status, milliseconds and
 * request id. Never a query, a header or a body: those can hold secrets.
 */
export function traced(http: Host['http'], trace: (line: string) => void): Host['http'] {
  return async (request) => {
    const start = performance.now();
    const place = placeOf(request.url);
    const tell = (outcome: string) =>
      trace(`${request.method} ${place} ${outcome} in ${Math.round(performance.now() - start)} ms`);
    try {
      const response = await http(request);
      const id = response.headers['request-id'];
      tell(id === undefined ? String(response.status) : `${response.status} ${printable(id, 80)}`);
      return response;
    } catch (error) {
      tell('failed');
      throw error;
    }
  };
}

function placeOf(address: string): string {
  if (!URL.canParse(address)) return 'an unreadable address';
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
}
