// `npm run truth -- [CLIENT[@VERSION]…]`: runs the real clients and writes down what they do.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = join(root, 'node_modules/.cache/ant-differential.mjs');
await build({
  entryPoints: [join(root, 'test/differential/record.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { record } = await import(outfile);
if (!(await record(root, process.argv.slice(2)))) {
  process.stderr.write('no client of that name is in test/differential/drivers.ts\n');
  process.exitCode = 2;
}
