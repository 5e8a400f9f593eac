import { isCollection, isPair, isScalar } from 'yaml';
import type { Removal } from '../setting.js';

/** An entry and the nodes above it, outermost first. */
type Chain = readonly unknown[];

type Span = { readonly from: number; readonly to: number };

/**
 * The lines of the last entry of a chain, if they hold nothing else. The only entry of a mapping or a
 * list goes together with the entry that holds it: an empty one would mean something else.
 */
export function entryLines(text: string, chain: Chain): Removal | undefined {
  const [above, holder, entry] = chain.slice(-3);
  if (isCollection(holder) && holder.items.length === 1) {
    if (isPair(above)) return entryLines(text, chain.slice(0, -2));
    if (isCollection(above)) return entryLines(text, chain.slice(0, -1));
  }
  const span = isCollection(holder) ? spanOf(text, entry) : undefined;
  return span && linesOf(text, span, isPair(entry) ? /^\s*$/ : /^\s*-\s+$/);
}

/** `indent` is what may stand before an entry in its first line. */
function linesOf(text: string, span: Span, indent: RegExp): Removal | undefined {
  const from = text.lastIndexOf('\n', span.from - 1) + 1;
  const newline = text.indexOf('\n', span.to);
  const to = newline < 0 ? text.length : newline;
  const [before, after] = [text.slice(from, span.from), text.slice(span.to, to)];
  if (!indent.test(before) || !/^[ \t\r]*(?:#.*)?$/.test(after)) return undefined;
  return { by: 'lines', from, to };
}

function spanOf(text: string, entry: unknown): Span | undefined {
  if (!isPair(entry)) return rangeOf(text, entry);
  const key = rangeOf(text, entry.key);
  const value = entry.value === null ? key : rangeOf(text, entry.value);
  return key && value && { from: key.from, to: value.to };
}

/** Without the white space that a block ends with. */
function rangeOf(text: string, node: unknown): Span | undefined {
  if (!isScalar(node) && !isCollection(node)) return undefined;
  const [from, to] = node.range ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { from, to: from + text.slice(from, to).trimEnd().length };
}
