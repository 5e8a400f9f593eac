import { describe, expect, test } from 'vitest';
import { printable } from '../../src/printable.js';
import { fakeHost } from '../support/host.js';
import { everything, examined, said } from './examined.js';

const SECRET = 'minted-canary-value';

type Row = readonly [
  story: string,
  env: Readonly<Record<string, string>>,
  id: string,
  line: RegExp,
];

const rows: readonly Row[] = [
  [
    'an empty key is disputed',
    { ANTHROPIC_API_KEY: '' },
    'empty-variables',
    /^warning: ANTHROPIC_API_KEY is set to nothing.*official Go ant/,
  ],
  [
    'a blank workspace is worth a note',
    { ANTHROPIC_WORKSPACE_ID: '  ' },
    'empty-variables',
    /^note: ANTHROPIC_WORKSPACE_ID is set to nothing/,
  ],
  [
    'a key and a token',
    { ANTHROPIC_API_KEY: SECRET, ANTHROPIC_AUTH_TOKEN: SECRET },
    'key-and-token',
    /^warning: .* are both set/,
  ],
  [
    'a newline inside a key',
    { ANTHROPIC_API_KEY: `${SECRET}\n${SECRET}` },
    'stray-characters',
    /^broken: ANTHROPIC_API_KEY holds a line break or another control character/,
  ],
  [
    'an escape sequence inside a token',
    { ANTHROPIC_AUTH_TOKEN: `${SECRET}\u001b[2J${SECRET}` },
    'stray-characters',
    /^broken: ANTHROPIC_AUTH_TOKEN holds a line break or another control character/,
  ],
  [
    'quotes that became part of a key',
    { ANTHROPIC_API_KEY: `"${SECRET}"` },
    'stray-characters',
    /^broken: ANTHROPIC_API_KEY holds quotes/,
  ],
  [
    'a newline at the end of an id',
    { ANTHROPIC_WORKSPACE_ID: `${SECRET}\n` },
    'stray-characters',
    /^warning: ANTHROPIC_WORKSPACE_ID has a blank or a line break/,
  ],
  [
    'a federation rule that shadows nothing and has no token, beside a key',
    { ANTHROPIC_API_KEY: SECRET, ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_1' },
    'federation-variables',
    /^warning: the federation variables are set in part/,
  ],
  [
    'E75: a header that carries a second credential',
    { ANTHROPIC_CUSTOM_HEADERS: `X-Api-Key: ${SECRET}` },
    'custom-headers',
    /^warning: .*holds a credential of its own, in the header X-Api-Key/,
  ],
  [
    'E75: a newline in the headers',
    { ANTHROPIC_CUSTOM_HEADERS: `X-One: ${SECRET}\nX-Two: ${SECRET}` },
    'custom-headers',
    /^warning: ANTHROPIC_CUSTOM_HEADERS holds 2 lines/,
  ],
  [
    'E75: a header without a credential',
    { ANTHROPIC_CUSTOM_HEADERS: `X-Team: ${SECRET}` },
    'custom-headers',
    /^note: ANTHROPIC_CUSTOM_HEADERS adds the header X-Team/,
  ],
  [
    'E75: no header at all',
    { ANTHROPIC_CUSTOM_HEADERS: SECRET },
    'custom-headers',
    /^note: .*the header of no name/,
  ],
  [
    'a token of Claude Code’s own, where nothing else is used',
    { CLAUDE_CODE_OAUTH_TOKEN: SECRET },
    'claude-code-token',
    /^note: CLAUDE_CODE_OAUTH_TOKEN is set/,
  ],
  [
    'E72: a look-alike of the platform’s host',
    { ANTHROPIC_BASE_URL: 'https://api.anthropic.com.evil.example' },
    'base-url',
    /^warning: API calls go to api\.anthropic\.com\.evil\.example .*although it bears its name/,
  ],
  [
    'E72: a host in look-alike letters',
    { ANTHROPIC_BASE_URL: 'https://api.аnthropic.com' },
    'base-url',
    /^warning: API calls go to api\.xn--\S+ .*look-alike letters/,
  ],
  [
    'E72: a password in the address',
    { ANTHROPIC_BASE_URL: `https://ada:${SECRET}@api.anthropic.com` },
    'base-url',
    /^broken: ANTHROPIC_BASE_URL has a user name or password/,
  ],
  [
    'E72: localhost is a part of the name only',
    { ANTHROPIC_BASE_URL: 'http://localhost.attacker.example' },
    'base-url',
    /^broken: ANTHROPIC_BASE_URL is plain http/,
  ],
  [
    'a gateway is worth a note',
    { ANTHROPIC_BASE_URL: 'https://gateway.example' },
    'base-url',
    /^note: API calls and credentials go to gateway\.example/,
  ],
  [
    'a sandbox is worth a note',
    { ANTHROPIC_BASE_URL: 'http://localhost:8421' },
    'base-url',
    /^note: API calls go to this machine, localhost:8421/,
  ],
];

describe('variables', () => {
  test.each(rows)('%s', async (_story, env, id, line) => {
    const lines = await examined(fakeHost({ env }));
    expect(said(lines, id).filter((each) => line.test(each))).toHaveLength(1);
    expect(everything(lines)).not.toContain(SECRET);
  });

  test('nothing is set: every check of a variable is content', async () => {
    const lines = await examined(fakeHost());
    const states = lines.filter(({ group }) => group === 'variables').map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['ok']));
  });

  test('whatever stands in a variable, each line of the report is one line and the others stay', async () => {
    const nasty = '\u001b]0;owned\u0007\r\nbroken: all is lost\u202e';
    const names = [
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_PROFILE',
      'ANTHROPIC_BASE_URL',
      'ANTHROPIC_CUSTOM_HEADERS',
      'HTTPS_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'NODE_OPTIONS',
      'SSL_CERT_FILE',
    ];
    const env = Object.fromEntries(names.map((name) => [name, `x:${nasty}`]));
    const quiet = await examined(fakeHost());
    const lines = await examined(fakeHost({ env: { ...env, NODE_OPTIONS: `--${nasty}` } }));
    for (const { because } of lines) expect(printable(because, 1000)).toBe(because);
    const ids = (all: typeof lines) => new Set(all.map(({ id }) => id));
    expect(ids(lines)).toEqual(ids(quiet));
  });
});
