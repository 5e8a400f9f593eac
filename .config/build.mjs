// Builds dist/: the hot path as one CommonJS file, the rest as ES modules that are loaded when needed.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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
  outdir: 'dist',
  external: ['open', 'undici', 'keytar'],
};

/** The hot path stays small: what it may need is in files of its own, loaded then. */
const restIsElsewhere = {
  name: 'rest is elsewhere',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\/node\/start\.js$/ }, () => ({ path: './start.mjs', external: true }));
    onResolve({ filter: /^\.\/completions\.js$/ }, ({ path }) => ({ path, namespace: 'beside' }));
    // `import()` of a CommonJS file would start Node's ES module loader first.
    onLoad({ filter: /.*/, namespace: 'beside' }, () => ({
      contents: "module.exports = require('./completions.cjs');",
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

function buildHot(help) {
  return build({
    ...shared,
    entryPoints: {
      ant: 'src/hot/entry.ts',
      completions: 'src/hot/completions.ts',
      'keychain-helper': 'src/node/keychain-helper.ts',
    },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { ...define, ANT_HELP: JSON.stringify(help) },
    external: [...shared.external, './completions.cjs'],
    plugins: [restIsElsewhere],
  });
}

function buildWhole() {
  return build({
    ...shared,
    entryPoints: { start: 'src/node/start.ts' },
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    define,
    plugins: [noDevtools],
    // Some bundled packages are CommonJS, and ask for Node's own modules with `require`.
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
  });
}

/** `ant --help` never changes between builds, so the hot path need not load the parser for it. */
async function renderHelp() {
  const sources = ['src/parser.ts', 'src/grammar/table.ts'];
  const { parse, COMMANDS, GROUPS } = await loadSource(sources, { root, define });
  return parse({ commands: COMMANDS, groups: GROUPS, version }, ['--help']).text;
}

const results = await Promise.all([renderHelp().then(buildHot), buildWhole()]);

// What an earlier build left goes last: somebody may be running it.
const fresh = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)));
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !fresh.has(relative(root, path))) rmSync(path);
}
