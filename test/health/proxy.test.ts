import { describe, expect, test } from 'vitest';
import { fakeHost } from '../support/host.js';
import { everything, examined, said } from './examined.js';

describe('the proxy', () => {
  const through = (variable: string | undefined, env: Readonly<Record<string, string>>) =>
    examined(fakeHost({ env, checkup: { proxyVariable: () => variable } }));

  test.each([
    ['none', undefined, {}, /^ok: none is set/],
    [
      'one that is not for this host',
      undefined,
      { HTTPS_PROXY: 'http://p:1' },
      /^ok: .*without the proxy/,
    ],
    [
      'one',
      'HTTPS_PROXY',
      { HTTPS_PROXY: 'http://proxy.corp:8080' },
      /^note: .*through HTTPS_PROXY, http:\/\/proxy\.corp:8080$/,
    ],
    [
      'a bare host',
      'https_proxy',
      { https_proxy: 'proxy.corp:8080' },
      /^note: .*http:\/\/proxy\.corp:8080$/,
    ],
    [
      'a malformed one in use',
      'HTTPS_PROXY',
      { HTTPS_PROXY: 'http://[oops' },
      /^broken: HTTPS_PROXY is used .*does not hold the address/,
    ],
    [
      'a SOCKS proxy in use',
      'ALL_PROXY',
      { ALL_PROXY: 'socks5://p:1080' },
      /^broken: .*cannot use \(socks5\)/,
    ],
    [
      'a malformed one that is not used',
      undefined,
      { http_proxy: '::::' },
      /^warning: http_proxy does not hold/,
    ],
    [
      'two spellings that differ',
      'https_proxy',
      { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
      /^warning: https_proxy and HTTPS_PROXY are set and differ/,
    ],
  ])('%s', async (_story, variable, env, line) => {
    const lines = said(await through(variable, env), 'proxy');
    expect(lines.filter((each) => line.test(each))).toHaveLength(1);
  });

  test('a password in it is masked, also where it is malformed', async () => {
    for (const value of [
      'http://ada:minted-pw@p:1',
      'socks5://ada:minted-pw@p',
      'http://ada:minted-pw@[',
    ]) {
      const lines = await through('HTTPS_PROXY', { HTTPS_PROXY: value });
      expect(everything(lines)).not.toContain('minted-pw');
    }
    const lines = await through('HTTPS_PROXY', { HTTPS_PROXY: 'http://ada:minted-pw@p:1' });
    expect(said(lines, 'proxy')).toEqual([expect.stringContaining('http://***@p:1')]);
  });
});

describe('authorities', () => {
  const PEM = '-----BEGIN CERTIFICATE-----\n';
  const EXTRA = { NODE_EXTRA_CA_CERTS: '/etc/corp.pem' };

  test.each([
    ['not there', EXTRA, {}, /^warning: .*is not there: Node goes on without it/],
    ['no certificate', EXTRA, { '/etc/corp.pem': 'hello' }, /^warning: .*holds no certificate/],
    ['a directory', EXTRA, { '/etc/corp.pem': { kind: 'directory' } }, /^warning: .*is not a file/],
    ['as it should be', EXTRA, { '/etc/corp.pem': PEM }, /^ok: NODE_EXTRA_CA_CERTS adds those/],
    [
      'for OpenSSL only',
      { SSL_CERT_FILE: '/x' },
      {},
      /^note: SSL_CERT_FILE is set, and Node does not/,
    ],
    [
      'for OpenSSL, and for Node too',
      { ...EXTRA, SSL_CERT_FILE: '/etc/corp.pem' },
      { '/etc/corp.pem': PEM },
      /^ok: NODE_EXTRA_CA_CERTS adds those/,
    ],
    [
      'OpenSSL’s, and missing',
      { SSL_CERT_FILE: '/x', NODE_OPTIONS: '--use-openssl-ca' },
      {},
      /^warning: SSL_CERT_FILE names \/x, which is not there/,
    ],
  ] as const)('%s', async (_story, env, disk, line) => {
    const lines = await examined(fakeHost({ env, disk }));
    expect(said(lines, 'authorities')).toEqual([expect.stringMatching(line)]);
  });

  test.each([
    ['24.21.0', /^ok: those that the operating system trusts, too$/],
    ['22.14.0', /^note: Node 22\.14\.0 does not know/],
    ['22.15.0', /^ok: /],
  ])('the operating system’s, asked of Node %s', async (nodeVersion, line) => {
    const env = { NODE_USE_SYSTEM_CA: '1' };
    const lines = await examined(fakeHost({ env, checkup: { nodeVersion } }));
    expect(said(lines, 'authorities')).toEqual([expect.stringMatching(line)]);
  });

  test('certificates that nobody checks are a warning', async () => {
    const lines = await examined(fakeHost({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }));
    expect(said(lines, 'tls-switched-off')).toEqual([
      expect.stringMatching(
        /^warning: NODE_TLS_REJECT_UNAUTHORIZED=0: ant checks certificates all/,
      ),
    ]);
  });
});
