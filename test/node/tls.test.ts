import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { program } from '../support/program.js';
import { needs, onPath } from '../support/require.js';
import { certificate, secureWeb, web } from '../support/servers.js';

const run = promisify(execFile);

/** Sends in a process of its own, because Node reads its extra CA when it starts. */
async function sendFrom(env: Readonly<Record<string, string>>, url: string): Promise<string> {
  const path = program(`
    import { send } from './http.js';
    const network = { env: {}, interrupt: new AbortController().signal, limit: 5000 };
    send({ method: 'GET', url: ${JSON.stringify(url)}, headers: {} }, network).then(
      ({ body }) => process.stdout.write(body),
      ({ message, hint }) => process.stdout.write(message + '\\n' + hint),
    );
  `);
  return (await run(process.execPath, [path], { env })).stdout;
}

const SELF = 'subjectAltName=IP:127.0.0.1';
const LEAF = `${SELF}\nbasicConstraints=CA:FALSE`;
const authority = () =>
  certificate({ name: 'Acme Inspection CA', extensions: 'basicConstraints=critical,CA:TRUE' });

describe.runIf(needs('openssl', () => onPath('openssl')))('E28: certificates', () => {
  test('a self-signed one is refused, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const port = await secureWeb(certificate({ name: 'oops', extensions: SELF }), (_, response) => {
      response.end('secret');
    });
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const said = await sendFrom(env, `https://127.0.0.1:${port}/`);
    expect(said).toMatch(`127.0.0.1:${port} showed a self-signed certificate (issued by "oops")`);
    expect(said).toMatch('NODE_EXTRA_CA_CERTS');
  });

  test('an intercepting proxy is named by its CA, and works once that CA is given', async () => {
    const ca = authority();
    const leaf = certificate({ name: 'leaf', extensions: LEAF, by: ca });
    const port = await secureWeb(leaf, (_, response) => {
      response.end('welcome');
    });
    const url = `https://127.0.0.1:${port}/`;
    expect(await sendFrom({}, url)).toMatch(
      'showed a certificate that this machine does not trust (issued by "Acme Inspection CA")',
    );
    expect(await sendFrom({ NODE_EXTRA_CA_CERTS: ca.certPath }, url)).toBe('welcome');
  });

  test.each([
    ['an expired one', { days: -1, extensions: LEAF }, 'showed an expired certificate'],
    [
      'one for another name',
      { extensions: 'subjectAltName=DNS:other.example\nbasicConstraints=CA:FALSE' },
      'showed a certificate for another name',
    ],
  ])('%s is refused even from a CA we trust', async (_story, wanted, said) => {
    const ca = authority();
    const leaf = certificate({ name: 'leaf', by: ca, ...wanted });
    const port = await secureWeb(leaf, (_, response) => {
      response.end('secret');
    });
    const env = { NODE_EXTRA_CA_CERTS: ca.certPath };
    expect(await sendFrom(env, `https://127.0.0.1:${port}/`)).toMatch(
      `127.0.0.1:${port} ${said} (issued by "Acme Inspection CA")`,
    );
  });

  test('https to a server that speaks http says so', async () => {
    const port = await web((_request, response) => response.end());
    expect(await sendFrom({}, `https://127.0.0.1:${port}/`)).toMatch(/does not speak TLS/);
  });
});
