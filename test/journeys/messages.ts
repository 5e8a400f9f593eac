import type { RunningSandbox } from '../support/running-sandbox.js';

/** What the official SDKs say beside a token that came from a sign-in or an exchange. */
export const BETA = 'oauth-2025-04-20';

/** The messages that the sandbox was asked for, and how. */
export async function messagesAt({ url }: RunningSandbox): Promise<readonly object[]> {
  const headers = { 'x-ant-sandbox': '1' };
  const answer = await (await fetch(`${url}/sandbox/requests`, { headers })).text();
  const { data }: { readonly data: readonly { readonly path: string }[] } = JSON.parse(answer);
  return data.filter(({ path }) => path === '/v1/messages');
}
