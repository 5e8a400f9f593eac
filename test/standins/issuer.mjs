// What stand-ins share: a key to sign with, and a server that reports each request.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { generateKeyPair, importJWK, SignJWT } from 'jose';

const ISSUER = 'https://issuer.example';
/** A private JWK called `standin`, which a sandbox was given, too. */
const { STANDIN_KEY } = process.env;
const key = STANDIN_KEY
  ? await importJWK(JSON.parse(STANDIN_KEY), 'ES256')
  : (await generateKeyPair('ES256')).privateKey;

/** Signs a token as a platform would; `claims` may overrule anything. */
export function mint({ audience, lifetime = 300, ...claims }) {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: ISSUER,
    sub: 'workload',
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + lifetime,
    jti: randomUUID(),
    ...claims,
  };
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'ES256', kid: 'standin', typ: 'JWT' })
    .sign(key);
}

/** The failure of that name, as often as its `times` say, else always: each call is a request. */
export function failing(failures, name) {
  let asked = 0;
  return () => {
    asked += 1;
    const fails = failures[name];
    return asked <= (fails?.times ?? Infinity) ? fails : undefined;
  };
}

/** One line for whoever started us. */
export function report(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}

/**
 * Serves on a free loopback port. `answer` is given the method, the parsed URL, the headers and the body, and
 * returns `{ status, body, headers }`; an object as body is sent as JSON. `null` cuts the connection.
 */
export function serve(answer, { port = 0 } = {}) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, 'http://standin');
    const asked = {
      method: request.method,
      url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    const said = await answer(asked);
    report({
      method: asked.method,
      path: url.pathname,
      query: url.search,
      status: said?.status ?? 200,
    });
    if (said === null) return response.destroy();
    const { status = 200, body = '', headers = {} } = said;
    const isText = typeof body === 'string';
    response.writeHead(status, {
      'content-type': isText ? 'text/plain' : 'application/json',
      ...headers,
    });
    response.end(isText ? body : JSON.stringify(body));
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}
