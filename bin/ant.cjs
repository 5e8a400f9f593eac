#!/usr/bin/env node
'use strict';
// Loads the built files, and faster than `require`, which looks for each in many places. Where the build ran on this
// version of Node it also left what V8 had made of them, so that they need not be compiled. V8 turns down what does
// not fit, and then compiles.
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

// What `require('node:module')` is, without what that loads beside it.
const Module = module.constructor;
const DIST = join(dirname(__dirname), 'dist');
const CACHE = join(DIST, 'cache', `${process.version}-${process.arch}`);
const isCached = existsSync(CACHE);

/** The exports of a built file, which is also put where Node's own loaders look before they load it again. */
function load(path) {
  const known = require.cache[path];
  if (known !== undefined) return known.exports;
  const module = new Module(path);
  require.cache[path] = module;
  module.filename = path;
  const directory = dirname(path);
  const near = (id) => (id.startsWith('.') ? load(join(directory, id)) : require(id));
  near.later = (id) => import(id.startsWith('.') ? pathToFileURL(join(directory, id)) : id);
  compiled(path)(module.exports, near, module, path, directory);
  module.loaded = true;
  return module.exports;
}

function compiled(path) {
  const text = readFileSync(path, 'utf8');
  // The first files come wrapped as Node would wrap them: to do it here copies them.
  const source = text.startsWith('(function') ? text : Module.wrap(text);
  return new Script(source, { filename: path, cachedData: cacheOf(path) }).runInThisContext();
}

function cacheOf(path) {
  const cache = join(CACHE, `${path.slice(DIST.length + 1).replace(/[\\/]/, '-')}.v8`);
  try {
    return isCached ? readFileSync(cache) : undefined;
  } catch {
    return undefined; // Not to be read is no more than not there.
  }
}

const [, , group, command] = process.argv;
load(join(DIST, group === 'federation' && command === 'exchange' ? 'exchange.cjs' : 'ant.cjs'));
