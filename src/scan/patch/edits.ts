import { applyEdits, modify } from 'jsonc-parser';
import { holdsSecret } from '../judge.js';
import { findLiterals } from '../literal.js';
import type { Removal, Setting } from '../setting.js';

/** A setting that can be taken out by machine. */
export type Removable = Setting & { readonly removal: Removal };

/** The text without one setting. A line that holds a secret goes, any other stays as a comment. */
export function without(text: string, setting: Removable): string {
  const { removal, at } = setting;
  switch (removal.by) {
    case 'property':
      return withoutProperty(text, removal.path);
    case 'line': {
      const from = text.lastIndexOf('\n', at - 1) + 1;
      const newline = text.indexOf('\n', at);
      const to = newline < 0 ? text.length : newline;
      return commentedOut(text, { from, to, mark: removal.mark, setting });
    }
    case 'lines':
      return commentedOut(text, { ...removal, mark: '#', setting });
  }
}

function withoutProperty(text: string, path: readonly (string | number)[]): string {
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return applyEdits(text, modify(text, [...path], undefined, { formattingOptions }));
}

type Lines = {
  readonly from: number;
  readonly to: number;
  readonly mark: string;
  readonly setting: Setting;
};

function commentedOut(text: string, { from, to, mark, setting }: Lines): string {
  const lines = text.slice(from, to);
  const [indent = ''] = /^[ \t]*/.exec(lines) ?? [];
  const secret = holdsSecret(setting) || findLiterals(lines).length > 0;
  const kept = secret
    ? [`${indent}${setting.name} was set here${lineEnd(lines)}`]
    : lines.split('\n');
  const comment = kept.map((line) => line.replace(indent, `${indent}${mark} `)).join('\n');
  return `${text.slice(0, from)}${comment}${text.slice(to)}`;
}

function lineEnd(lines: string): string {
  return lines.endsWith('\r') ? '\r' : '';
}
