// How long detection itself takes the first time, in milliseconds: the product's source, this machine's files, and the
// environment it was started with.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { detectAll, realFiles } = await loadSource(['src/identity/detect.ts', 'src/node/files.ts'], {
  root,
});
const { env } = process;
const start = process.hrtime.bigint();
await detectAll({ env, platform: process.platform, files: realFiles(env) });
console.log(Number(process.hrtime.bigint() - start) / 1e6);
