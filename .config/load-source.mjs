// Lets a build script use the product's own source: TypeScript in, live module out.
import { build } from 'esbuild';

/** The exports of some source files, all in one object. `define` as in esbuild. */
export async function loadSource(paths, { root, define }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: paths.map((path) => `export * from './${path}';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    define,
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire('file:///');",
    },
  });
  const [{ text }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}
