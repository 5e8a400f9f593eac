// Only ES modules can be split into files that are loaded when needed, and CommonJS loads in half the time. So the
// bundler splits, and then each file is turned into CommonJS.
import { dirname, join, relative } from 'node:path';
import { transform } from 'esbuild';

/** Some bundled packages are CommonJS, and ask for Node's own modules with `require`. */
const REQUIRE =
  "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";
const HERE = "const __here=require('node:url').pathToFileURL(__filename).href;";

/**
 * The files to write of a build with `write: false` that named its files `.cjs`. Those that wait at their top level,
 * and those that need them, stay ES modules, as `.mjs`.
 */
export async function asCommonJs({ outputFiles, metafile: { outputs } }, root) {
  const files = await Promise.all(
    outputFiles.map(async ({ path, text }) => ({
      path: relative(root, path),
      text,
      commonJs: await toCommonJs(text),
    })),
  );
  const waiting = files.filter(({ commonJs }) => commonJs === undefined).map(({ path }) => path);
  const stay = new Set(waiting.flatMap((path) => [path, ...whatNeeds(path, outputs)]));
  return files.map(({ path, text, commonJs }) =>
    stay.has(path)
      ? { path: asModule(path), text: REQUIRE + relinked(text, path, stay) }
      : { path, text: withoutImports(relinked(commonJs, path, stay)) },
  );
}

/** `undefined` when it waits at its top level. */
async function toCommonJs(text) {
  const define = { 'import.meta.url': '__here' };
  try {
    const options = { format: 'cjs', platform: 'node', target: 'node20', minify: true, define };
    const { code } = await transform(text, options);
    return code.includes('__here') ? HERE + code : code;
  } catch (error) {
    if (error.errors?.every((each) => each.text.startsWith('Top-level await'))) return undefined;
    throw error;
  }
}

/** The files that cannot be there without this one. */
function whatNeeds(path, outputs) {
  return Object.keys(outputs)
    .filter((other) => outputs[other].imports.some((each) => each.path === path && isStatic(each)))
    .flatMap((other) => [other, ...whatNeeds(other, outputs)]);
}

function isStatic({ kind }) {
  return kind === 'import-statement';
}

function relinked(text, path, stay) {
  return text.replace(
    /\bimport\("(\.[^"]+)"\)|\b(?:from|import)"(\.[^"]+)"/g,
    (all, lazy, eager) => {
      const target = lazy ?? eager;
      if (stay.has(join(dirname(path), target))) return all.replace(target, asModule(target));
      // `import()` of a CommonJS file would start Node's loader of ES modules.
      return lazy === undefined ? all : `Promise.resolve().then(()=>require("${lazy}"))`;
    },
  );
}

/** What the launcher compiles cannot import by itself: `require.later` does, in the launcher's place. */
function withoutImports(text) {
  return text.replace(/\bimport\("([^"]+)"\)/g, (_, id) =>
    id.startsWith('node:')
      ? `Promise.resolve().then(()=>require("${id}"))`
      : `(require.later??(id=>import(id)))("${id}")`,
  );
}

function asModule(path) {
  return path.replace(/\.cjs$/, '.mjs');
}
