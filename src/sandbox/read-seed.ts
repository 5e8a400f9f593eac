import { readJsonObject } from '../json.js';
import { type At, wrong } from './reader.js';
import { type Seed, seedShape } from './seed.js';
import { checkLinks } from './seed-links.js';

/** Reads a seed file's text. `file` names it in errors, which are `AntError('file')`. */
export function readSeed(text: string, file: string): Seed {
  const value = readJsonObject(text);
  const at: At = { file, path: '', value };
  if (value === undefined) throw wrong(at, 'must hold a JSON object');
  const seed = seedShape(at);
  checkLinks(seed, file);
  return seed;
}
