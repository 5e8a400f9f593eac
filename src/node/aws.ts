import { GetWebIdentityTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { WebIdentityAnswer, WebIdentityRequest } from '../aws.js';
import { AntError } from '../errors.js';
import type { Host, HttpRequest } from '../host.js';
import { printable } from '../printable.js';
import { Secret } from '../secret.js';

const REQUEST_LIMIT = 10_000;

/** What the client was asked to send last, and what came back. */
type Last = { host: string; action: string; status?: number };

/**
 * The AWS SDK over our own way of sending, which knows proxies and deadlines; only metadata addresses and the
 * SSO portal are asked by the SDK itself.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 */
export async function webIdentityToken(
  http: Host['http'],
  request: WebIdentityRequest,
): Promise<WebIdentityAnswer> {
  const last: Last = { host: '', action: '' };
  const restore = setVariables({
    // A warning about this version of Node, which is not the user's to act on here.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...(!request.machineRole && { AWS_EC2_METADATA_DISABLED: 'true' }),
  });
  try {
    return await ask(http, request, last);
  } catch (error) {
    return whyNot(error, last);
  } finally {
    restore();
  }
}

async function ask(
  http: Host['http'],
  request: WebIdentityRequest,
  last: Last,
): Promise<WebIdentityAnswer> {
  const client = new STSClient({
    region: request.region,
    ...(request.profile !== undefined && { profile: request.profile }),
    defaultsMode: 'standard',
    maxAttempts: 3,
    requestHandler: ourWay(http, last),
    logger: SILENT,
  });
  const { WebIdentityToken: token } = await client.send(
    new GetWebIdentityTokenCommand({
      Audience: [request.audience],
      DurationSeconds: request.durationSeconds,
      SigningAlgorithm: request.signingAlgorithm,
    }),
  );
  if (token === undefined) return { state: 'refused', ...last, status: last.status ?? 0 };
  return { state: 'ok', token: new Secret(token) };
}

/** It would write to stderr on its own. */
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

type Outgoing = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly method: HttpRequest['method'];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

function ourWay(http: Host['http'], last: Last) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig: nothing,
    httpHandlerConfigs: () => ({}),
    handle: async ({ method, headers, body, ...to }: Outgoing) => {
      const url = new URL(`${to.protocol}//${to.hostname}:${to.port ?? ''}${to.path}`);
      const text = typeof body === 'string' ? { body } : {};
      last.host = url.host;
      last.action = /^Action=(\w+)/.exec(text.body ?? '')?.[1] ?? to.path;
      delete last.status;
      refusePlain(url);
      const request = { method, url: url.href, headers, ...text, limit: REQUEST_LIMIT };
      const answer = await http(request);
      last.status = answer.status;
      const bytes = new TextEncoder().encode(answer.body);
      return { response: { statusCode: answer.status, headers: answer.headers, body: bytes } };
    },
  };
}

/** The endpoint is the SDK's to choose, by its own variables and files. */
function refusePlain({ protocol, hostname, host }: URL): void {
  if (protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) return;
  throw new AntError('identity-token', `AWS: an endpoint is set to http://${printable(host)}`, {
    hint: 'set AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL or endpoint_url to an https address, or to none',
  });
}

function whyNot(error: unknown, { host, action, status }: Last): WebIdentityAnswer {
  if (error instanceof AntError || !(error instanceof Error)) throw error;
  if (isProviderError(error)) return { state: 'unsigned', ...credentialProblem(error.message) };
  if (status !== undefined) {
    // Its own exceptions are named after AWS's codes; every other is about an answer that was not understood.
    const code = '$fault' in error && /^\w{1,80}$/.test(error.name) ? { code: error.name } : {};
    return { state: 'refused', host, action, status, ...code };
  }
  if ('syscall' in error) return { state: 'unsigned', because: printable(error.message, 160) };
  if (error instanceof SyntaxError) {
    return { state: 'unsigned', because: 'the answer with the credentials was not understood' };
  }
  throw error;
}

/** The SDK's mark on an error of a credential provider, whichever copy of its class made it. */
function isProviderError(error: Error): boolean {
  return 'tryNextLink' in error;
}

function credentialProblem(message: string): { because: string; renewal?: string } {
  // What follows is the command line, and what the command said.
  if (message.startsWith('Command failed')) return { because: 'its credential_process failed' };
  const because = printable(message.split('\n')[0] ?? '', 160);
  const renewal = /\baws (?:sso )?login\b/.exec(message)?.[0];
  return { because, ...(renewal !== undefined && { renewal }) };
}

/** The SDK reads some of its settings nowhere else. */
function setVariables(wanted: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, wanted);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
