import { describe, expect, it } from 'vitest';
import { needs, onPath } from '../support/require.js';
import { certificate, secureWeb, web } from '../support/servers.js';
import { tempDir } from '../support/temp.js';
import { examined, signedIn } from './doctor-support.js';

describe('ant doctor and the network', () => {
  it('E48: measures the clock by the server’s, and sends no credential', async () => {
    const headers: string[] = [];
    const port = await web((request, response) => {
      headers.push(JSON.stringify(request.rawHeaders));
      response.setHeader('date', new Date(Date.now() - 7_200_000).toUTCString());
      response.end();
    });
    const env = {
      ANTHROPIC_CONFIG_DIR: signedIn(),
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
      ANTHROPIC_API_KEY: 'minted-key',
    };
    const { code, first } = await examined(env);
    expect([code, first('clock')]).toEqual([
      7,
      expect.objectContaining({
        state: 'broken',
        because: expect.stringMatching(/^this clock is 7\d{3} s \([12] h\) ahead of 127\.0\.0\.1/),
      }),
    ]);
    expect(headers).toHaveLength(1);
    expect(headers[0]).not.toMatch(/minted|authorization|api-key/i);
  });

  it('a server that closes the door is broken, not unknown', async () => {
    const env = { ANTHROPIC_CONFIG_DIR: tempDir(), ANTHROPIC_BASE_URL: 'https://127.0.0.1:1' };
    const { code, first } = await examined(env);
    expect([code, first('certificate')?.because]).toEqual([
      7,
      '127.0.0.1:1 refused the connection',
    ]);
  });

  it('E84: a server that never answers is not "broken": exit code 5', async () => {
    const port = await web(() => undefined);
    const env = { ANTHROPIC_CONFIG_DIR: tempDir(), ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` };
    const { code, first } = await examined(env);
    expect([code, first('clock')?.state]).toEqual([5, 'skipped']);
  }, 20_000);
});

describe.runIf(needs('openssl', () => onPath('openssl')))(
  'E28: ant doctor and certificates',
  () => {
    it('names an intercepting proxy by its CA, and the variable that makes it known', async () => {
      const ca = certificate({
        name: 'Acme Inspection CA',
        extensions: 'basicConstraints=critical,CA:TRUE',
      });
      const extensions = 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE';
      const asked: string[] = [];
      const port = await secureWeb(
        certificate({ name: 'leaf', extensions, by: ca }),
        (request, response) => {
          asked.push(`${request.method}`);
          response.end();
        },
      );
      const env = {
        ANTHROPIC_CONFIG_DIR: tempDir(),
        ANTHROPIC_BASE_URL: `https://127.0.0.1:${port}`,
      };
      const unknown = await examined(env);
      expect([unknown.code, unknown.first('certificate')]).toEqual([
        7,
        expect.objectContaining({
          state: 'broken',
          because: expect.stringContaining('issued by "Acme Inspection CA"'),
          fix: { words: expect.stringContaining('NODE_EXTRA_CA_CERTS'), safe: false },
        }),
      ]);
      expect(asked).toEqual([]);
      const given = await examined({ ...env, NODE_EXTRA_CA_CERTS: ca.certPath });
      expect([given.code, given.first('certificate')?.state]).toEqual([0, 'note']);
      expect(given.first('clock')).toMatchObject({ state: 'ok' });
      expect(asked).toEqual(['HEAD']);
    });
  },
);
