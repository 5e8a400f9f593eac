// Writes what is made from tables: the completion scripts and three parts of the README from src/grammar, and
// docs/pipelines from the templates of `ant federation init`. With --check it writes nothing, and fails with the names
// of the files that are stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const EXTENSIONS = { bash: 'bash', zsh: 'zsh', fish: 'fish', powershell: 'ps1' };

const sources = [
  'src/grammar/shells.ts',
  'src/grammar/reference.ts',
  'src/commands/federation/init/examples.ts',
];
const { completionScript, referenceParts, examplePipelines } = await loadSource(sources, {
  root,
  define: {},
});

const files = new Map(
  Object.entries(EXTENSIONS).map(([shell, extension]) => [
    `completions/ant.${extension}`,
    completionScript(shell),
  ]),
);
for (const { path, text } of examplePipelines()) files.set(path, text);
files.set('README.md', fill(read('README.md') ?? '', referenceParts()));

const stale = [...files].filter(([path, text]) => read(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run npm run generate`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Puts each part between its markers, `<!-- name:start -->` and `<!-- name:end -->`. */
function fill(text, parts) {
  return Object.entries(parts).reduce((before, [name, part]) => {
    const between = new RegExp(`(<!-- ${name}:start -->\n)[^]*?(<!-- ${name}:end -->)`);
    if (!between.test(before)) throw new Error(`README.md has no markers for "${name}"`);
    return before.replace(between, (_, start, end) => `${start}${part}${end}`);
  }, text);
}

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
