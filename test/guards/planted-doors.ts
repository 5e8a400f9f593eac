/** A file of the little house, what it says, and the one rule it breaks. */
export type Planted = {
  readonly file: string;
  readonly says: string;
  readonly breaks: string;
};

const ROOMS = [
  'jwt',
  'protocol',
  'profiles',
  'store',
  'lock',
  'clients',
  'health',
  'scan',
  'child',
  'events',
  'rules',
  'identity',
  'federation',
  'login',
  'credentials',
  'sandbox',
  'output',
  'tui',
  'grammar',
  'commands',
  'node',
  'hot',
];
const EDGE = [
  'main.ts',
  'perform.ts',
  'parser.ts',
  'node/start.ts',
  'node/start-exchange.ts',
  'hot/entry.ts',
  'hot/exchange.ts',
  'store/login.ts',
];
const FOUNDATION = ['errors', 'secret', 'json', 'printable', 'digest'];

/** One innocent file for each place, so that there is something to import, and all legal ways to do it. */
export const innocent: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...ROOMS.map((room) => `${room}/plain.ts`),
      ...EDGE,
      ...FOUNDATION.map((name) => `${name}.ts`),
      'commands/runs.ts',
    ].map((file) => [`src/${file}`, 'export const value = 1;\nexport type Thing = string;\n']),
  ),
  'src/store/half.ts': 'export const half = () => 1;\n',
  'src/store/whole.ts': "import { half } from './half.js';\nexport const whole = () => half;\n",
  'src/host.ts': 'export type Host = { readonly now: () => number };\n',
  'src/login/plain.ts': [
    "import type { Host } from '../host.js';",
    "import { value } from '../protocol/plain.js';",
    "import { value as error } from '../errors.js';",
    'export const sum = (host: Host) => host.now() + value + error;',
  ].join('\n'),
  'src/output/plain.ts':
    "import type { Thing } from '../jwt/plain.js';\nexport const value: Thing = '';\n",
  'src/jwt/plain.ts': "import 'jose';\nexport const value = 1;\nexport type Thing = string;\n",
  'src/rules/plain.ts': "import '@bufbuild/cel';\nimport '../jwt/plain.js';\n",
  'src/tui/plain.ts': "import 'ink';\nimport 'react';\nimport '../output/plain.js';\n",
  'src/node/plain.ts':
    "import 'node:fs';\nimport 'undici';\nimport 'open';\nimport 'keytar';\nimport '@aws-sdk/client-sts';\nimport '@grpc/grpc-js';\n",
  'src/digest.ts': "import 'node:crypto';\n",
  'src/hot/plain.ts':
    "import 'node:fs';\nimport '../store/login.js';\nimport type { Thing } from '../store/plain.js';\nexport const value: Thing = '';\n",
  'src/hot/entry.ts': "import './plain.js';\nimport('../node/start.js');\n",
  'src/hot/exchange.ts':
    "import './plain.js';\nimport '../node/start-exchange.js';\nimport('../node/start.js');\n",
  'src/node/start.ts': "import './plain.js';\nimport '../main.js';\n",
  'src/node/start-exchange.ts': "import './plain.js';\nimport '../perform.js';\n",
  'src/main.ts': "import './parser.js';\nimport './perform.js';\nimport './commands/runs.js';\n",
  'src/perform.ts': "import './output/plain.js';\nimport './grammar/plain.js';\n",
  'src/parser.ts': "import 'commander';\nimport './grammar/plain.js';\n",
};

/** Nobody is left alone: what only these tests would import. */
export const visitor = Object.keys(innocent)
  .filter((file) => file !== 'src/host.ts')
  .map((file) => `import '../${file.replace(/\.ts$/, '.js')}';\n`)
  .join('');

/** For each room one door it must not open; the temptation, where style names one. */
const temptations: readonly (readonly [room: string, target: string])[] = [
  ['jwt', 'protocol/plain'],
  ['protocol', 'identity/plain'],
  ['profiles', 'store/plain'],
  ['store', 'profiles/plain'],
  ['lock', 'store/plain'],
  ['clients', 'credentials/plain'],
  ['health', 'events/plain'],
  ['scan', 'profiles/plain'],
  ['child', 'commands/plain'],
  ['events', 'store/plain'],
  ['rules', 'protocol/plain'],
  ['identity', 'federation/plain'],
  ['federation', 'identity/plain'],
  ['login', 'store/plain'],
  ['credentials', 'login/plain'],
  ['sandbox', 'protocol/plain'],
  ['output', 'sandbox/plain'],
  ['tui', 'commands/plain'],
  ['grammar', 'commands/plain'],
  ['commands', 'main'],
  ['commands', 'parser'],
  ['commands', 'node/plain'],
  ['commands', 'hot/plain'],
  ['node', 'store/plain'],
  ['node', 'main'],
  ['hot', 'jwt/plain'],
];

const owned: readonly (readonly [name: string, file: string])[] = [
  ['jose', 'src/sandbox'],
  ['@bufbuild/cel', 'src/commands'],
  ['commander', 'src/commands'],
  ['ink', 'src/commands'],
  ['react', 'src/output'],
  ['undici', 'src/federation'],
  ['keytar', 'src/store'],
  ['yaml', 'src/commands'],
  ['jsonc-parser', 'src/profiles'],
  ['diff', 'src/output'],
  ['ignore', 'src/health'],
  ['open', 'src/login'],
  ['@aws-sdk/client-sts', 'src/identity'],
  ['@grpc/grpc-js', 'src/identity'],
];

/** Breaks a rule, and only that: an import of `target` from a new file, or a whole file of its own. */
export const doors: readonly Planted[] = [
  ...temptations.map(([room, target]) => ({
    file: `src/${room}/opens-${target.replace('/', '-')}.ts`,
    says: `import '../${target}.js';\n`,
    breaks: `${room}-opens-only-its-doors`,
  })),
  ...owned.map(([name, room]) => ({
    file: `${room}/takes-${name.replace(/^.*\//, '')}.ts`,
    says: `import '${name}';\n`,
    breaks: `one-door-for-${name.replace(/^.*\//, '')}`,
  })),
  {
    file: 'src/output/opens-a-value.ts',
    says: "import { value } from '../jwt/plain.js';\nexport const copy = value;\n",
    breaks: 'output-opens-only-types',
  },
  {
    file: 'src/hot/opens-the-machine.ts',
    says: "import '../node/plain.js';\n",
    breaks: 'hot-opens-only-small-files',
  },
  {
    file: 'src/hot/opens-a-doing-file.ts',
    says: "import { value } from '../store/plain.js';\nexport const copy = value;\n",
    breaks: 'hot-opens-only-small-files',
  },
  {
    file: 'src/rules/takes-a-stranger.ts',
    says: "import 'vitest';\n",
    breaks: 'every-package-has-a-room',
  },
  {
    file: 'src/rules/takes-a-part-of-a-tool.ts',
    says: "import '@bufbuild/protobuf';\n",
    breaks: 'every-package-has-a-room',
  },
  {
    file: 'src/store/half.ts',
    says: "import { whole } from './whole.js';\nexport const half = () => whole;\n",
    breaks: 'no-cycles',
  },
  {
    file: 'src/store/opens-nothing-there.ts',
    says: "import './nothing-there.js';\n",
    breaks: 'no-unresolvable',
  },
  { file: 'src/store/alone.ts', says: 'export const alone = 1;\n', breaks: 'no-orphans' },
  {
    file: 'src/store/opens-a-test.ts',
    says: "import '../../test/visitor.js';\n",
    breaks: 'src-is-not-test',
  },
  {
    file: 'src/store/runs-the-host.ts',
    says: "import { Host } from '../host.js';\nexport const host = Host;\n",
    breaks: 'host-is-only-types',
  },
  {
    file: 'src/store/reaches-for-the-disk.ts',
    says: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    breaks: 'core-only-in-node',
  },
  // The seams are files, not rooms: these stand in place of the innocent ones.
  {
    file: 'src/errors.ts',
    says: "import './jwt/plain.js';\n",
    breaks: 'foundation-opens-only-its-doors',
  },
  {
    file: 'src/parser.ts',
    says: "import './commands/plain.js';\n",
    breaks: 'parser-opens-only-its-doors',
  },
  {
    file: 'src/main.ts',
    says: "import './store/plain.js';\n",
    breaks: 'main-opens-only-its-doors',
  },
  {
    file: 'src/perform.ts',
    says: "import './store/plain.js';\n",
    breaks: 'perform-opens-only-its-doors',
  },
  {
    file: 'src/node/start-exchange.ts',
    says: "import '../store/plain.js';\n",
    breaks: 'start-exchange-opens-only-its-doors',
  },
  {
    file: 'src/node/start.ts',
    says: "import '../grammar/plain.js';\n",
    breaks: 'start-opens-only-its-doors',
  },
  {
    file: 'src/hot/entry.ts',
    says: "import '../main.js';\n",
    breaks: 'entry-opens-only-its-doors',
  },
  {
    file: 'src/hot/exchange.ts',
    says: "import '../main.js';\n",
    breaks: 'entry-opens-only-its-doors',
  },
];
