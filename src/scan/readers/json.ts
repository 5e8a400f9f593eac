import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { findWatched } from '../names.js';
import type { Reader, Setting } from '../setting.js';
import { readCommandLines } from './command-lines.js';
import { readLoosely } from './loose.js';

type Path = readonly (string | number)[];

/** Names set in JSON, with or without comments: as a property, as name and value, or inside a command. */
export const readJson: Reader = (text) => {
  try {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    if (root !== undefined && errors.length === 0) return { settings: settingsIn(text, root, []) };
  } catch (error) {
    // Nested deeper than the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return { ...readLoosely(text), broken: true };
};

function settingsIn(text: string, node: Node, path: Path): readonly Setting[] {
  const { children = [] } = node;
  if (node.type === 'string') return commandsIn(text, node);
  if (node.type === 'array') {
    return children.flatMap((child, index) => settingsIn(text, child, [...path, index]));
  }
  const named = namedValue(node, path);
  return named === undefined
    ? children.flatMap((property) => settingsOf(text, property, path))
    : [named];
}

function settingsOf(text: string, property: Node, path: Path): readonly Setting[] {
  const [key, value] = property.children ?? [];
  if (key === undefined || value === undefined) return [];
  const name = String(key.value);
  const own = [...path, name];
  if (findWatched(name) === undefined || value.type !== 'string')
    return settingsIn(text, value, own);
  const removal = { by: 'property', path: own } as const;
  return [{ name, value: String(value.value), at: key.offset + 1, removal }];
}

/** `{"name": "ANTHROPIC_API_KEY", "value": "…"}` */
function namedValue(node: Node, path: Path): Setting | undefined {
  const name = memberOf(node, 'name');
  const value = memberOf(node, 'value');
  if (name === undefined || value?.type !== 'string') return undefined;
  if (findWatched(String(name.value)) === undefined) return undefined;
  return {
    name: String(name.value),
    value: String(value.value),
    at: name.offset + 1,
    removal: { by: 'property', path },
  };
}

function memberOf({ children = [] }: Node, key: string): Node | undefined {
  return children.find(({ children: [name] = [] }) => name?.value === key)?.children?.[1];
}

function commandsIn(text: string, { offset, length }: Node): readonly Setting[] {
  const { settings } = readCommandLines(text.slice(offset + 1, offset + length - 1));
  return settings.map(({ name, value, at }) => ({ name, value, at: offset + 1 + at }));
}
