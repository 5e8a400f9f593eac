import type { TokenFileFact } from './facts.js';
import { type FileMachine, literalPath, look } from './gather-files.js';

/** What is to be found under each path, by the path as it is written. The token itself is dropped. */
export async function gatherTokenFiles(
  machine: FileMachine,
  paths: readonly string[],
): Promise<Readonly<Record<string, TokenFileFact>>> {
  const found: [string, TokenFileFact][] = [];
  for (const path of paths) found.push([path, await tokenFile(machine, path)]);
  return Object.fromEntries(found);
}

async function tokenFile(machine: FileMachine, path: string): Promise<TokenFileFact> {
  const looked = await look(machine, literalPath(machine, path));
  if (looked.state !== 'found') return looked.state;
  return looked.view.text.trim() === '' ? 'empty' : 'found';
}
