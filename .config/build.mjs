// Builds dist/: the hot path as one CommonJS file, the rest in pieces that are loaded when needed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
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
/** As Node would wrap them: the launcher would have to copy a file to do so. */
const [before, after] = Module.wrapper;
const wrapped = { banner: { js: before }, footer: { js: after } };

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
    onResolve({ filter: /\/(start|completions)\.js$/ }, ({ path, kind }) =>
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
const ON_DEMAND = /^(node:)?(child_process|crypto|os|tty)$/;

/** Node's own modules for our files, name by name, as `exportsOf` has them. */
function coreByName(namespace, filter, exportsOf) {
  return {
    name: namespace,
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter }, ({ path, kind, importer }) =>
        kind === 'import-statement' && importer.startsWith(join(root, 'src'))
          ? { path, namespace }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace }, async ({ path }) => {
        const { default: _, ...core } = await import(path);
        return { contents: exportsOf(path, core).join('\n') };
      });
    },
  };
}

/**
 * For one file of CommonJS: what the bundler would make of an import copies all names of the module into a new object,
 * for each file that imports it. It drops what nobody uses of these.
 */
const taken = coreByName('taken', /^node:/, (path, core) => {
  const all = Object.keys(core).map(
    (name) => `export const ${name} = /* @__PURE__ */ of('${name}');`,
  );
  return [`const core = require('${path}'), of = (name) => core[name];`, ...all];
});

/** Whoever asks first loads the module. Its classes are not to be had this way, and the build says so. */
const calledOnDemand = coreByName('called on demand', ON_DEMAND, (path, core) => {
  const from = `require('${path}')`;
  return Object.entries(core).map(([name, value]) => {
    if (typeof value === 'function' && /^[a-z]/.test(name)) {
      return `export const ${name} = (...values) => ${from}.${name}(...values);`;
    }
    if (name !== 'constants') return '';
    const getters = Object.keys(value).map(
      (key) => `get ${key}() { return ${from}.${name}.${key}; }`,
    );
    return `export const ${name} = { ${getters.join(', ')} };`;
  });
});

/** The same for the packages that are bundled. */
const coreOnDemand = {
  name: 'core on demand',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'on demand';
    onResolve({ filter: ON_DEMAND }, ({ path, importer }) =>
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
    },
    ...wrapped,
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { ...define, ANT_HELP: JSON.stringify(help) },
    plugins: [calledOnDemand, taken, restIsElsewhere, grammarAsData(grammar)],
  });
  return Object.keys(metafile.outputs);
}

/** A program of its own, which the keychain's library cannot take down with it. */
async function buildHelper() {
  const { metafile } = await build({
    ...shared,
    entryPoints: { 'keychain-helper': 'src/node/keychain-helper.ts' },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [calledOnDemand],
  });
  return Object.keys(metafile.outputs);
}

/** Nothing of these is called where no profile is asked for and no flag for a hand-over or `--debug` is given. */
const OF_OTHERS =
  /\/(federation-profile|federation\/write\/target|store\/(find-item|item|keychain-(calls|items))|node\/trace)\.ts$/;

/**
 * What a file that must load at once leaves out: files that are loaded later, and functions that nobody calls there.
 * Asking for any of it says so, and the whole program takes over.
 */
const restIsMissing = {
  name: 'rest is missing',
  setup: ({ onResolve, onLoad }) => {
    const says =
      "throw Object.assign(new Error('not in this file'),{code:'ANT_NOT_IN_THIS_FILE'});";
    onResolve({ filter: /^\./ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'missing' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'missing' }, () => ({ contents: says }));
    onLoad({ filter: OF_OTHERS }, ({ path }) => {
      const functions = readFileSync(path, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm);
      const contents = [`const missing = () => { ${says} };`];
      for (const [, name] of functions) contents.push(`export const ${name} = missing;`);
      return { contents: contents.join('\n') };
    });
  },
};

/** A CI step waits for it, and to open the whole program's many files would take most of the time. */
async function buildExchange() {
  const { metafile } = await build({
    ...shared,
    entryPoints: { exchange: 'src/hot/exchange.ts' },
    ...wrapped,
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    // Of Node's own modules too: `import()` would start its loader of ES modules.
    supported: { 'dynamic-import': false },
    // Only what is missing here would ask.
    define: { ...define, 'import.meta.url': 'undefined' },
    plugins: [calledOnDemand, taken, restIsElsewhere, restIsMissing],
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
    plugins: [calledOnDemand, coreOnDemand, noDevtools],
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
const built = await Promise.all([
  readGrammar().then(buildHot),
  buildExchange(),
  buildHelper(),
  buildWhole(),
]);

// What an earlier build left goes last: somebody may be running it.
const fresh = new Set(built.flat());
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !fresh.has(relative(root, path))) rmSync(path);
}

await makeCodeCache(root);
