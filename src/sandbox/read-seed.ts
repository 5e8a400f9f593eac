import { readJsonObject } from '../json.js';
import { printable } from '../printable.js';
import { matchProblems } from '../rules/validate.js';
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

/** A rule that the platform would not create is an `AntError('file')` too: no exchange could satisfy it there. */
export async function checkMatches({ organizations }: Seed, file: string): Promise<void> {
  for (const [index, { federation_rules }] of organizations.entries()) {
    for (const [number, { match }] of federation_rules.entries()) {
      const [problem] = await matchProblems(match);
      if (problem === undefined) continue;
      const path = `organizations[${index}].federation_rules[${number}].match`;
      throw wrong({ file, path, value: match }, `is none that can be: ${printable(problem)}`);
    }
  }
}
