/** Approves a login on the manual page over plain HTTP, as a browser elsewhere would; returns what it shows. */
export async function approveByHand(url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  const ticket = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(new URL('/oauth/authorize', url), {
    method: 'POST',
    body: new URLSearchParams({ request: ticket, decision: 'approve' }),
    redirect: 'manual',
  });
  const shown = await (await fetch(answer.headers.get('location') ?? '')).text();
  return /<output[^>]*>([^<]+)</.exec(shown)?.[1] ?? '';
}
