import type { Planted } from './planted-doors.js';

const lines = (count: number, line = '\n') => line.repeat(count);

/** A global that is Host's, named in a room. */
const hidden = (name: string, says: string): Planted => ({
  file: `src/rules/hidden-${name.toLowerCase()}.ts`,
  says: `export const hidden = ${says};\n`,
  breaks: 'lint/style/noRestrictedGlobals',
});

/** One file for each rule of biome.jsonc that the house leans on. */
export const lint: readonly Planted[] = [
  hidden('process', '() => process.env.HOME'),
  hidden('globalThis', '() => globalThis.fetch'),
  hidden('console', '() => console'),
  hidden('Date', '() => Date.now()'),
  hidden('performance', '() => performance.now()'),
  hidden('setTimeout', '() => setTimeout(() => {}, 1)'),
  hidden('setInterval', '() => setInterval(() => {}, 1)'),
  hidden('setImmediate', '() => setImmediate(() => {})'),
  hidden('crypto', '() => crypto.randomUUID()'),
  hidden('fetch', "async () => await fetch('http://localhost')"),
  hidden('Request', '(request: Request) => request'),
  hidden('Response', '() => new Response()'),
  hidden('Headers', '() => new Headers()'),
  hidden('FormData', '() => new FormData()'),
  hidden('WebSocket', '(socket: WebSocket) => socket'),
  {
    file: 'src/rules/long-file.ts',
    says: `${lines(251, '// a line\n')}export const end = 1;\n`,
    breaks: 'lint/style/noExcessiveLinesPerFile',
  },
  {
    file: 'src/rules/long-function.ts',
    says: `export function long(write: (a: number) => void): void {\n${lines(41, '  write(1);\n')}}\n`,
    breaks: 'lint/complexity/noExcessiveLinesPerFunction',
  },
  {
    file: 'src/rules/tangled.ts',
    says: `export function tangled(a: readonly number[]): number {
  for (const x of a) {
    for (const y of a) {
      for (const z of a) {
        if (x > y && y > z) {
          if (x > 3) return x;
        }
      }
    }
  }
  return 0;
}
`,
    breaks: 'lint/complexity/noExcessiveCognitiveComplexity',
  },
  {
    file: 'src/rules/four-parameters.ts',
    says: 'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;\n',
    breaks: 'lint/complexity/useMaxParams',
  },
  {
    file: 'src/rules/barrel.ts',
    says: "export { value } from '../jwt/plain.js';\n",
    breaks: 'lint/performance/noBarrelFile',
  },
  {
    file: 'src/rules/whole-barrel.ts',
    says: "export * from '../jwt/plain.js';\n",
    breaks: 'lint/performance/noBarrelFile',
  },
  {
    file: 'src/rules/whole-barrel.ts',
    says: "export * from '../jwt/plain.js';\n",
    breaks: 'lint/performance/noReExportAll',
  },
  {
    file: 'src/rules/parameter-property.ts',
    says: 'export class Box {\n  constructor(readonly size: number) {}\n}\n',
    breaks: 'lint/style/noParameterProperties',
  },
  {
    file: 'src/rules/writable.ts',
    says: 'export class Box {\n  #size = 1;\n  size(): number {\n    return this.#size;\n  }\n}\n',
    breaks: 'lint/style/useReadonlyClassProperties',
  },
  {
    file: 'src/rules/unused-import.ts',
    says: "import { value } from '../jwt/plain.js';\n",
    breaks: 'lint/correctness/noUnusedImports',
  },
  {
    file: 'src/rules/default-export.ts',
    says: 'export default 1;\n',
    breaks: 'lint/style/noDefaultExport',
  },
  {
    file: 'src/rules/camelCase.ts',
    says: 'export const value = 1;\n',
    breaks: 'lint/style/useFilenamingConvention',
  },
  {
    file: 'src/rules/enum.ts',
    says: 'export enum Colour {\n  Red = 0,\n}\n',
    breaks: 'lint/style/noEnum',
  },
  {
    file: 'src/rules/interface.ts',
    says: 'export interface Thing {\n  readonly a: string;\n}\n',
    breaks: 'lint/style/useConsistentTypeDefinitions',
  },
  {
    file: 'src/rules/not-null.ts',
    says: 'export const first = (a: readonly string[]) => a[0]!.length;\n',
    breaks: 'lint/style/noNonNullAssertion',
  },
  {
    file: 'src/rules/any.ts',
    says: 'export const same = (a: any) => a;\n',
    breaks: 'lint/suspicious/noExplicitAny',
  },
  {
    file: 'src/rules/shadow.ts',
    says: 'const a = 1;\nexport const shadow = (b: number) => [b].map((a) => a + b)[a];\n',
    breaks: 'lint/suspicious/noShadow',
  },
  {
    file: 'src/rules/else-after-return.ts',
    says: 'export function pick(a: boolean): number {\n  if (a) {\n    return 1;\n  } else {\n    return 2;\n  }\n}\n',
    breaks: 'lint/style/noUselessElse',
  },
  {
    file: 'src/rules/throws-text.ts',
    says: "export const fail = () => {\n  throw 'text';\n};\n",
    breaks: 'lint/style/useThrowOnlyError',
  },
  {
    file: 'src/rules/parameter-assign.ts',
    says: 'export function more(a: number): number {\n  a = a + 1;\n  return a;\n}\n',
    breaks: 'lint/style/noParameterAssign',
  },
  {
    file: 'src/rules/type-as-value.ts',
    says: "import { Thing } from '../jwt/plain.js';\nexport const value: Thing = '';\n",
    breaks: 'lint/style/useImportType',
  },
  {
    file: 'src/rules/floating.ts',
    says: 'const write = async () => {};\nexport function save(): void {\n  write();\n}\n',
    breaks: 'lint/nursery/noFloatingPromises',
  },
  {
    file: 'src/rules/misused.ts',
    says: 'const check = async () => false;\nexport const answer = () => (check() ? 1 : 2);\n',
    breaks: 'lint/nursery/noMisusedPromises',
  },
  {
    file: 'src/rules/cycle.ts',
    says: "import { b } from './whole-cycle.js';\nexport const a = () => b;\n",
    breaks: 'lint/suspicious/noImportCycles',
  },
  {
    file: 'src/rules/whole-cycle.ts',
    says: "import { a } from './cycle.js';\nexport const b = () => a;\n",
    breaks: 'lint/suspicious/noImportCycles',
  },
  {
    file: 'src/rules/undeclared.ts',
    says: "import 'left-pad';\n",
    breaks: 'lint/correctness/noUndeclaredDependencies',
  },
  {
    file: 'src/rules/unused.ts',
    says: 'const unused = 1;\n',
    breaks: 'lint/correctness/noUnusedVariables',
  },
  {
    file: 'test/rules/console.test.ts',
    says: "console.log('left over');\n",
    breaks: 'lint/suspicious/noConsole',
  },
  {
    file: 'test/rules/skipped.test.ts',
    says: "import { it } from 'vitest';\n\nit.skip('is forgotten', () => {});\n",
    breaks: 'lint/suspicious/noSkippedTests',
  },
  {
    file: 'test/rules/focused.test.ts',
    says: "import { it } from 'vitest';\n\nit.only('hides the others', () => {});\n",
    breaks: 'lint/suspicious/noFocusedTests',
  },
  {
    file: 'src/node/searches-keychain.ts',
    says: "import keytar from 'keytar';\nexport const all = () => keytar.findCredentials('ant');\n",
    breaks: 'plugin',
  },
  {
    file: 'src/node/searches-password.ts',
    says: "import { findPassword } from 'keytar';\nexport const any = findPassword;\n",
    breaks: 'plugin',
  },
];

/** What the rules leave alone, where they say they do. */
export const allowed: Readonly<Record<string, string>> = {
  'src/jwt/plain.ts':
    'export const value = 1;\nexport type Thing = string;\nexport const { at } = [];\n',
  'src/output/time.ts': 'export const text = (at: number) => new Date(at * 1000).toISOString();\n',
  'src/node/clock.ts': 'export const now = () => Math.floor(Date.now() / 1000);\n',
  'src/hot/words.ts': 'export const words = () => process.argv.slice(2);\n',
  'src/rules/url.ts':
    "export const query = (url: URL) => new URLSearchParams(url.search).get('a');\n",
  'src/commands/use-it.ts':
    'const useIt = () => 1;\nexport const run = (a: boolean) => (a ? useIt() : 2);\n',
  'vitest.config.ts': 'export default {};\n',
  '.config/says.mjs': "console.log('said');\n",
  'test/rules/table.test.ts': `export const row = (a: number, b: number, c: number, w: (n: number) => void) => {\n${lines(50, '  w(a + b + c);\n')}};\n`,
};
