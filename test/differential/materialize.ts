import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DECOY, type Layout } from './layouts.js';
import type { State } from './states.js';

/** Where the states are laid out, and what the placeholders of their texts stand for. */
export type Ground = {
  readonly root: string;
  readonly url: string;
  readonly jwt: string;
};

/** Writes one home anew, as it is at that second. */
export function layOut(ground: Ground, layout: Layout, at: number): void {
  const home = join(ground.root, layout.id);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  for (const { path, text, mode, directory, link } of layout.files(at)) {
    const place = join(home, '.config/anthropic', path);
    mkdirSync(directory ? place : dirname(place), { recursive: true, mode: 0o700 });
    if (directory) continue;
    if (link) {
      symlinkSync(text, place);
      continue;
    }
    writeFileSync(place, fill(text, ground));
    chmodSync(place, mode);
  }
}

/**
 * Changes when a client has written into the directories of a home: all of them put a new file in the
 * place of the old one, so that the directory changes.
 */
export function traceOf({ root }: Ground, { id }: Layout): string {
  const places = ['.', '.config', '.config/anthropic', '.config/anthropic/credentials'];
  return places
    .map((place) => join(root, id, place))
    .map((place) => (existsSync(place) ? statSync(place).mtimeMs : 0))
    .join(' ');
}

/** Every home of these states, the decoy, and `tokens` by file name. */
export function layOutAll(
  ground: Ground,
  states: readonly State[],
  { at, tokens }: { readonly at: number; readonly tokens: Readonly<Record<string, string>> },
): void {
  for (const layout of layoutsOf(states)) layOut(ground, layout, at);
  mkdirSync(join(ground.root, 'tokens'), { recursive: true });
  for (const [name, text] of Object.entries(tokens)) {
    writeFileSync(join(ground.root, 'tokens', name), text);
  }
}

/** Every home that these states speak of. */
export function layoutsOf(states: readonly State[]): readonly Layout[] {
  return [DECOY, ...new Set(states.map(({ layout }) => layout))];
}

/** The variables of a state, as a process would see them. */
export function environmentOf({ env }: State, ground: Ground): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, fill(value, ground)]),
  );
}

function fill(text: string, { root, url, jwt }: Ground): string {
  return text.replaceAll('{root}', root).replaceAll('{url}', url).replaceAll('{jwt}', jwt);
}
