// Loaded before the launcher: writes V8's code cache of every built file that a command has loaded, when it ends.
const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const vm = require('node:vm');

const DIST = join(__dirname, '..', 'dist');
const CACHE = join(DIST, 'cache', `${process.version}-${process.arch}`);
const scripts = new Map();

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    scripts.set(options.filename, this);
  }
};

function save() {
  mkdirSync(CACHE, { recursive: true });
  for (const [path, script] of scripts) {
    const name = relative(DIST, path).replaceAll(/[\\/]/g, '-');
    const cache = join(CACHE, `${name}.v8`);
    // Whole at once: somebody may be running what is being built.
    writeFileSync(`${cache}.tmp`, script.createCachedData());
    renameSync(`${cache}.tmp`, cache);
  }
}

const { reallyExit } = process;
process.reallyExit = (code) => {
  save();
  reallyExit.call(process, code);
};
process.on('exit', save);
