import { ANY_NAME, findWatched } from '../names.js';
import type { Reader, Setting } from '../setting.js';

const BEFORE = '(^|[{,])([ \\t]*(?:export[ \\t]+)?["\']?)';
const AFTER = '["\']?[ \\t]*=[ \\t]*([^\\n\\r]*)';
/** The value ends on its own line, and nothing follows it. */
const WHOLE_VALUE = /^(?:"[^"\\]*"|'[^']*'|[^"'{[]*)\s*(?:#.*)?$/;

/** Names set with an equals sign, a line each: `.env`, environment.d, TOML, Terraform variables. */
export const readAssignments: Reader = (text) => {
  const assignments = new RegExp(`${BEFORE}(${ANY_NAME})${AFTER}`, 'gim');
  return { settings: [...text.matchAll(assignments)].flatMap(settingOf) };
};

function settingOf(match: RegExpMatchArray): readonly Setting[] {
  const [, edge = '', indent = '', name = '', rest = ''] = match;
  if (findWatched(name) === undefined) return [];
  const alone = edge === '' && WHOLE_VALUE.test(rest);
  return [
    {
      name,
      value: rest.replace(/^(["'])(.*?)\1.*$/, '$2').replace(/\s+#.*$/, ''),
      at: (match.index ?? 0) + edge.length + indent.length,
      ...(alone && { removal: { by: 'line', mark: '#' } }),
    },
  ];
}

const BLANK_OR_COMMENT = /^\s*(?:#.*)?$/;
const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_]\w*=/;

/** Whether a text is nothing but `NAME=value`, with comments. */
export function isAllAssignments(text: string): boolean {
  const lines = text.split('\n').filter((line) => !BLANK_OR_COMMENT.test(line));
  return lines.length > 0 && lines.every((line) => ASSIGNMENT.test(line));
}
