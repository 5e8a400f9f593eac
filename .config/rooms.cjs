// The table of src/README.md as data. .dependency-cruiser.cjs builds its rules from it, and doors.mjs
// fails when the two tables differ.

/**
 * One row a room: the rooms it may open, how (all of it, its types, its small files), and the packages
 * nobody else may import.
 */
const ROOMS = {
  jwt: { opens: [], how: 'freely', owns: ['jose'] },
  protocol: { opens: [], how: 'freely', owns: [] },
  profiles: { opens: [], how: 'freely', owns: [] },
  store: { opens: [], how: 'freely', owns: [] },
  lock: { opens: [], how: 'freely', owns: [] },
  rules: { opens: ['jwt'], how: 'freely', owns: ['@bufbuild/cel'] },
  identity: { opens: ['jwt'], how: 'freely', owns: [] },
  federation: { opens: ['protocol'], how: 'freely', owns: [] },
  login: { opens: ['protocol'], how: 'freely', owns: [] },
  credentials: {
    opens: ['profiles', 'store', 'lock', 'identity', 'federation', 'protocol', 'jwt'],
    how: 'freely',
    owns: [],
  },
  clients: { opens: [], how: 'freely', owns: [] },
  health: {
    opens: ['profiles', 'store', 'lock', 'credentials', 'protocol'],
    how: 'freely',
    owns: [],
  },
  scan: { opens: [], how: 'freely', owns: ['ignore', 'yaml', 'jsonc-parser', 'diff'] },
  child: { opens: ['profiles', 'store'], how: 'freely', owns: [] },
  events: { opens: [], how: 'freely', owns: [] },
  sandbox: { opens: ['rules', 'jwt'], how: 'freely', owns: [] },
  output: {
    opens: [
      'credentials',
      'protocol',
      'profiles',
      'store',
      'rules',
      'jwt',
      'login',
      'events',
      'identity',
      'clients',
      'health',
      'scan',
      'grammar',
    ],
    how: 'types',
    owns: [],
  },
  tui: {
    opens: ['credentials', 'profiles', 'login', 'output'],
    how: 'freely',
    owns: ['ink', 'react'],
  },
  grammar: { opens: [], how: 'freely', owns: [] },
  commands: {
    opens: [
      'jwt',
      'protocol',
      'profiles',
      'store',
      'lock',
      'rules',
      'identity',
      'federation',
      'login',
      'credentials',
      'clients',
      'health',
      'scan',
      'child',
      'events',
      'sandbox',
      'output',
      'tui',
      'grammar',
    ],
    how: 'freely',
    owns: [],
  },
  node: {
    opens: [],
    how: 'freely',
    owns: ['undici', 'keytar', 'open', '@aws-sdk/client-sts', '@grpc/grpc-js'],
  },
  hot: {
    opens: ['profiles', 'store', 'credentials', 'events', 'grammar', 'node'],
    how: 'small files',
    owns: [],
  },
};

/** What the hot path may load: files that cost nothing to load and import only such files. */
const SMALL_FILES = [
  'profiles/(chosen|config-dir|files|name|parse)',
  'store/(credentials-file|file-safety|login|private-file)',
  'credentials/(freshness|selected-profile)',
  'events/(asker|event|place)',
  'grammar/[a-z-]+',
  'node/(file-errors|read-whole)',
];

/** What everyone may import. */
const FOUNDATION = [
  'errors',
  'secret',
  'json',
  'printable',
  'digest',
  'host',
  'checkup',
  'tree',
  'aws',
  'grpc',
  'attached',
];

module.exports = { ROOMS, SMALL_FILES, FOUNDATION };
