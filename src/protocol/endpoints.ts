/** The one path of the loopback listener that means anything. */
export const CALLBACK_PATH = '/callback';

/** Where all three grants are sent; the headers choose the back end. */
export function tokenEndpoint(baseUrl: URL): string {
  return under(baseUrl, '/v1/oauth/token');
}

/** A cheap call whose response headers say who is asking. */
export function oneModel(baseUrl: URL): string {
  return under(baseUrl, '/v1/models?limit=1');
}

/** The Console's consent page, without its query. */
export function authorizePage(consoleUrl: URL): string {
  return under(consoleUrl, '/oauth/authorize');
}

/** Where the consent page sends a browser that can reach us. The platform registers the name, not an IP. */
export function loopbackRedirect(port: number): string {
  return `http://localhost:${port}${CALLBACK_PATH}`;
}

/** The Console page that shows a code to paste. Its query is part of the registered redirect URI. */
export function manualRedirect(consoleUrl: URL): string {
  return under(consoleUrl, '/oauth/code/callback?app=anthropic-cli');
}

/** `URL` keeps a lone slash as the path of an origin. */
function under(base: URL, path: string): string {
  return base.href.replace(/\/+$/, '') + path;
}
