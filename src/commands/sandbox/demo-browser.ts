import { AntError } from '../../errors.js';
import type { Host, HttpResponse } from '../../host.js';

/**
 * The demo's browser: opens the sandbox's consent page, presses Approve with the choices as the page
 * offers them, and follows the way back to the waiting login. Speaks HTTP only to `sandboxOrigin` and
 * to the loopback address that the page sends it to.
 */
export async function approveLogin(
  host: Pick<Host, 'http'>,
  { url, sandboxOrigin }: { readonly url: string; readonly sandboxOrigin: string },
): Promise<void> {
  if (new URL(url).origin !== sandboxOrigin) throw notOurs('the login address');
  const page = await host.http({ method: 'GET', url, headers: {} });
  const ticket = /name="request" value="([^"]+)"/.exec(page.body)?.[1];
  if (page.status !== 200 || ticket === undefined) throw notOurs('the consent page');
  const answer = await host.http({
    method: 'POST',
    url: `${sandboxOrigin}/oauth/authorize`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: sandboxOrigin },
    body: new URLSearchParams({ request: ticket, decision: 'approve' }).toString(),
  });
  const landed = await follow(host, answer);
  if (landed.status !== 200) throw notOurs('the way back to the login');
}

async function follow(host: Pick<Host, 'http'>, answer: HttpResponse): Promise<HttpResponse> {
  const location = answer.headers.location;
  if (location === undefined || new URL(location).hostname !== 'localhost') {
    throw notOurs('the answer of the consent page');
  }
  return host.http({ method: 'GET', url: location, headers: {} });
}

function notOurs(what: string): AntError {
  return new AntError('check-failed', `the demo did not understand ${what}`, {
    hint: 'run it again with --debug and report what it prints',
  });
}
