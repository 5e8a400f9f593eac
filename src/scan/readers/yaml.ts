import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Pair,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { findWatched } from '../names.js';
import type { Reader, Removal, Setting } from '../setting.js';
import { readCommandLines } from './command-lines.js';
import { readLoosely } from './loose.js';
import { entryLines } from './yaml-entry.js';

/** The nodes above one, outermost first. */
type Above = readonly unknown[];

/** Names set in YAML: as a key, as name and value, as `NAME=value` in a list, or inside a command. */
export const readYaml: Reader = (text) => {
  try {
    const documents = [
      ...parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false }),
    ];
    if (documents.every(({ errors }) => errors.length === 0)) {
      return { settings: documents.flatMap((document) => settingsIn(text, document)) };
    }
  } catch (error) {
    // Nested deeper than the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return { ...readLoosely(text), broken: true };
};

function settingsIn(text: string, document: Document): readonly Setting[] {
  const settings: Setting[] = [];
  const add = (found: Omit<Setting, 'removal'> | undefined, removal?: Removal) => {
    if (found !== undefined) settings.push({ ...found, ...(removal && { removal }) });
  };
  visit(document, {
    Pair: (_, pair, above) => {
      const found = keyed(pair);
      add(found, found && entryLines(text, [...above, pair]));
      return found && visit.SKIP;
    },
    Map: (_, map, above) => {
      const found = named(map);
      add(found, found && entryLines(text, [...above, map]));
      return found && visit.SKIP;
    },
    Scalar: (key, scalar, above) => {
      if (key === 'key') return;
      for (const found of commandsIn(text, scalar)) {
        const before = text.slice(scalar.range?.[0], found.at);
        add(found, /^["']?$/.test(before) ? itemLines(text, scalar, above) : undefined);
      }
    },
  });
  return settings;
}

/** `NAME=value` as an entry of a list. Anywhere else it is a part of something. */
function itemLines(text: string, scalar: Scalar, above: Above): Removal | undefined {
  return isPair(above.at(-1)) ? undefined : entryLines(text, [...above, scalar]);
}

function keyed({ key, value }: Pair): Omit<Setting, 'removal'> | undefined {
  if (!isScalar(key) || typeof key.value !== 'string' || !key.range) return undefined;
  if (findWatched(key.value) === undefined) return undefined;
  const set = readValue(
    isMap(value) ? (value.get('value', true) ?? value.get('valueFrom', true)) : value,
  );
  return set === undefined ? undefined : { name: key.value, value: set, at: key.range[0] };
}

/** `name: ANTHROPIC_API_KEY` beside `value: …` or `valueFrom: …`, as in Kubernetes. */
function named(map: YAMLMap): Omit<Setting, 'removal'> | undefined {
  const name = map.get('name', true);
  if (!isScalar(name) || typeof name.value !== 'string' || !name.range) return undefined;
  if (findWatched(name.value) === undefined) return undefined;
  const set = readValue(map.get('value', true) ?? map.get('valueFrom', true));
  return set === undefined ? undefined : { name: name.value, value: set, at: name.range[0] };
}

/** A value that is computed, or kept elsewhere, counts as a reference: it reads `$`. */
function readValue(node: unknown): string | undefined {
  if (node === undefined || node === null) return undefined;
  if (!isScalar(node)) return isCollection(node) && !isMap(node) ? undefined : '$';
  if (node.tag?.startsWith('!') === true && !node.tag.startsWith('!!')) return '$';
  return typeof node.value === 'string' || typeof node.value === 'number'
    ? String(node.value)
    : undefined;
}

function commandsIn(text: string, { range, value }: Scalar): readonly Setting[] {
  if (!range || typeof value !== 'string') return [];
  const { settings } = readCommandLines(text.slice(range[0], range[1]));
  return settings.map(({ name, value: set, at }) => ({ name, value: set, at: range[0] + at }));
}
