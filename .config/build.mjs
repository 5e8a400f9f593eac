// Builds dist/: the hot path as one CommonJS file, the rest in pieces that are loaded when needed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { asCommonJs } from './as-commonjs.mjs';
import { makeCodeCache } from './code-cache.mjs';
import { loadSource } from './load-source.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const define = {
  ANT_VERSION: JSON.stringify(version),
  'process.env.NODE_ENV': '"production"',
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  external: ['open', 'undici', 'keytar'],
};

/** The hot path stays small: what it may need is in files of its own, loaded then. */
const restIsElsewhere = {
  name: 'rest is elsewhere',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\/(start|start-exchange|completions)\.js$/ }, ({ path, kind }) =>
      kind === 'dynamic-import'
        ? { path: `./${basename(path, '.js')}.cjs`, namespace: 'beside' }
        : undefined,
    );
    // `import()` of a CommonJS file would start Node's loader of ES modules first.
    onLoad({ filter: /.*/, namespace: 'beside' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
    onResolve({ filter: /.*/, namespace: 'beside' }, ({ path }) => ({ path, external: true }));
  },
};

/** Tab needs no prose, and Node reads JSON faster than code. */
function grammarAsData({ COMMANDS, GROUPS }) {
  const commands = COMMANDS.map(({ details: _, examples: __, ...command }) => command);
  const parse = (value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
  return {
    name: 'grammar as data',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\/src\/grammar\/table\.ts$/ }, () => ({
        contents: `export const COMMANDS = ${parse(commands)}, GROUPS = ${parse(GROUPS)};`,
      }));
    },
  };
}

/** Loading these costs a third of a bare start, and most commands use none of them. */
const coreOnDemand = {
  name: 'core on demand',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'on demand';
    onResolve({ filter: /^(node:)?(child_process|crypto|os|tty)$/ }, ({ path, importer }) =>
      importer.startsWith('node:')
        ? { path, external: true }
        : { path: path.replace(/^(node:)?/, 'node:'), namespace },
    );
    onLoad({ filter: /.*/, namespace }, async ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(await import(path)))})
        Object.defineProperty(exports, name, { enumerable: true, get: () => require('${path}')[name] });`,
    }));
  },
};

/** Ink carries its debugger along for whoever sets DEV=true. */
const noDevtools = {
  name: 'no devtools',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.\/devtools\.js$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

async function buildHot({ help, grammar }) {
  const { metafile } = await build({
    ...shared,
    entryPoints: {
      ant: 'src/hot/entry.ts',
      completions: 'src/hot/completions.ts',
      'keychain-helper': 'src/node/keychain-helper.ts',
    },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { ...define, ANT_HELP: JSON.stringify(help) },
    plugins: [restIsElsewhere, grammarAsData(grammar)],
  });
  return Object.keys(metafile.outputs);
}

/** Stands for what a file that must load at once leaves out; asking for it says so, and the whole program takes over. */
const laterIsMissing = {
  name: 'later is missing',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\./ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'missing' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'missing' }, () => ({
      contents: "throw Object.assign(new Error('not in this file'),{code:'ANT_NOT_IN_THIS_FILE'});",
    }));
  },
};

/** A CI step waits for it, and to open the whole program's many files would take most of the time. */
async function buildExchange() {
  const { metafile } = await build({
    ...shared,
    entryPoints: { 'start-exchange': 'src/node/start-exchange.ts' },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    // Of Node's own modules too: `import()` would start its loader of ES modules.
    supported: { 'dynamic-import': false },
    // Only what is missing here would ask.
    define: { ...define, 'import.meta.url': 'undefined' },
    plugins: [laterIsMissing, coreOnDemand],
  });
  return Object.keys(metafile.outputs);
}

async function buildWhole() {
  const built = await build({
    ...shared,
    entryPoints: { start: 'src/node/start.ts' },
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    write: false,
    outExtension: { '.js': '.cjs' },
    chunkNames: 'chunks/[name]-[hash]',
    define,
    plugins: [noDevtools, coreOnDemand],
    // Its other form asks for its own files in a way that no bundler follows.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  });
  const files = await asCommonJs(built, root);
  mkdirSync(join(root, 'dist/chunks'), { recursive: true });
  for (const { path, text } of files) writeFileSync(join(root, path), text);
  return files.map(({ path }) => path);
}

/** `ant --help` never changes between builds, so the hot path need not load the parser for it. */
async function readGrammar() {
  const sources = ['src/parser.ts', 'src/grammar/table.ts'];
  const { parse, ...grammar } = await loadSource(sources, { root, define });
  const { COMMANDS: commands, GROUPS: groups } = grammar;
  return { help: parse({ commands, groups, version }, ['--help']).text, grammar };
}

// First, because V8 tells one text from another by its length alone.
rmSync(join(root, 'dist/cache'), { recursive: true, force: true });
const built = await Promise.all([readGrammar().then(buildHot), buildExchange(), buildWhole()]);

// What an earlier build left goes last: somebody may be running it.
const fresh = new Set(built.flat());
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !fresh.has(relative(root, path))) rmSync(path);
}

await makeCodeCache(root);
