/** Where an agent listens, in gRPC's words, and the path of its socket where it is one. */
export type Endpoint = { readonly target: string; readonly socket?: string };

/**
 * `unix:///PATH`, or `tcp://ADDRESS:PORT` with an address that no packet to which leaves this machine's own network;
 * `undefined` for all else. SPIFFE Workload Endpoint, sections 3 and 4.
 * https://spiffe.io/docs/latest/spiffe-specs/spiffe_workload_endpoint/
 */
export function readEndpoint(text: string): Endpoint | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username || url.password || url.search || url.hash) return undefined;
  if (url.protocol === 'unix:') return readSocket(url);
  return url.protocol === 'tcp:' ? readAddress(url) : undefined;
}

function readSocket({ host, pathname }: URL): Endpoint | undefined {
  if (host !== '' || !pathname.startsWith('/') || pathname === '/') return undefined;
  return { target: `unix:${pathname}`, socket: pathname };
}

function readAddress({ hostname, port, pathname }: URL): Endpoint | undefined {
  if (port === '' || pathname !== '') return undefined;
  if (hostname === '[::1]') return { target: `ipv6:[::1]:${port}` };
  const near = /^(127|169\.254)(\.\d{1,3}){2,3}$/.test(hostname);
  return near ? { target: `ipv4:${hostname}:${port}` } : undefined;
}
