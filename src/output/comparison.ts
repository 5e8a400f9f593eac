import type { Advice } from '../clients/advice.js';
import type { Camp, Comparison, Prediction, ReleaseChange } from '../clients/compare.js';
import type { Outcome } from '../clients/outcome.js';
import { printable } from '../printable.js';
import { billedTo, credentialNames, headerCell, outcomeWords } from './outcome.js';
import { WIDEST_TEXT, wrap } from './wrap.js';

type Shown = {
  readonly columns: number;
  /** A line a client instead of a table. */
  readonly plain: boolean;
  /** With the release range, the evidence and the reason of each. */
  readonly explain: boolean;
};

/** Narrower than this, a table would be cut to pieces. */
const NARROWEST_TABLE = 72;

/** Who would send what, where they differ, what another release would do, and what to do about it. */
export function renderComparison(comparison: Comparison, shown: Shown): string {
  const { predictions, camps, changes, advice } = comparison;
  const width = Math.min(shown.columns, WIDEST_TEXT);
  const table = shown.plain || shown.columns < NARROWEST_TABLE ? plainLines : tableLines;
  return [
    ...table(predictions, width),
    ...footnotes(predictions, width),
    '',
    ...campLines(camps, width),
    ...headed(
      'An upgrade would change it:',
      changeLines(
        changes.filter(({ is }) => is === 'newer'),
        width,
      ),
    ),
    ...headed(
      'Older releases differ:',
      changeLines(
        changes.filter(({ is }) => is === 'older'),
        width,
      ),
    ),
    ...(shown.explain ? section(predictions.flatMap((each) => evidenceLines(each, width))) : []),
    ...advice.flatMap((each) => section(adviceLines(each, width))),
    '',
  ].join('\n');
}

const HEAD = ['client', 'version', 'credential', 'header', 'known by'] as const;

/** One row a credential, so that two sent at once are two rows; the credential's column gives way. */
function tableLines(predictions: readonly Prediction[], width: number): readonly string[] {
  const rows = [HEAD, ...predictions.flatMap(rowsOf)];
  const widths = HEAD.map((_head, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const gaps = 2 * (HEAD.length - 1);
  const over = widths.reduce((sum, each) => sum + each, gaps) - width;
  const credential = Math.max(12, (widths[2] ?? 0) - Math.max(0, over));
  const fitted = widths.map((each, column) => (column === 2 ? credential : each));
  return rows.map((row) =>
    row
      .map((cell, column) => printable(cell, fitted[column]).padEnd(fitted[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowsOf(prediction: Prediction): readonly (readonly string[])[] {
  const { client, outcome, evidence } = prediction;
  const names = credentialNames(outcome);
  const known = evidence?.kind ?? 'itself';
  if (names.length === 0) return [[client, versionCell(prediction), 'none', '-', known]];
  return names.map((name, index) => {
    const header = headerCell(outcome, name);
    return index === 0
      ? [client, versionCell(prediction), name, header, known]
      : ['', '', name, header, ''];
  });
}

function versionCell({ assumed, release }: Prediction): string {
  if (release === undefined) return 'newest';
  return `${printable(release, 20)}${assumed === 'installed' ? '*' : ''}`;
}

function footnotes(predictions: readonly Prediction[], width: number): readonly string[] {
  const noted = predictions.filter(({ note }) => note !== undefined);
  const stars = predictions.some(({ assumed }) => assumed === 'installed');
  return [
    ...(stars ? ['* installed here'] : []),
    ...noted.flatMap(({ client, note = '' }) =>
      wrap(`${client}: ${printable(note, 300)}`, width, ['  ', '    ']),
    ),
  ];
}

function plainLines(predictions: readonly Prediction[], width: number): readonly string[] {
  return predictions.flatMap((each) => {
    const known = each.evidence?.kind ?? 'itself';
    const line = `${each.client} ${versionCell(each)}: ${outcomeWords(each.outcome)} (${known})`;
    return wrap(line, width, ['', '  ']);
  });
}

function campLines(camps: readonly Camp[], width: number): readonly string[] {
  const [only] = camps;
  if (only === undefined) return [];
  if (camps.length > 1) {
    return ['They do not agree:', ...camps.flatMap((camp) => campSentence(camp, width))];
  }
  const agreed = `They agree on ${verdict(only.outcome)}.`;
  return [...wrap(agreed, width), ...workspaceLines(only, width)];
}

function campSentence(camp: Camp, width: number): readonly string[] {
  return [
    ...wrap(`${namesOf(camp)}: ${verdict(camp.outcome)}`, width, ['  ', '    ']),
    ...reasons(camp).flatMap((reason) => wrap(`because ${reason}`, width, ['    ', '      '])),
    ...workspaceLines(camp, width),
  ];
}

/** One credential may be sent for several workspaces; `ant` itself sends none. */
function workspaceLines({ members }: Camp, width: number): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { client, assumed, outcome } of members) {
    if (assumed === 'running' || outcome.kind !== 'sends') continue;
    const where = printable(outcome.workspace ?? 'the credential’s own', 60);
    found.set(where, [...(found.get(where) ?? []), client]);
  }
  if (found.size < 2) return [];
  const parts = [...found].map(([where, clients]) => `${where} (${clients.join(', ')})`);
  return wrap(`but not for one workspace: ${parts.join('; ')}`, width, ['    ', '      ']);
}

function namesOf({ members }: Camp): string {
  return members
    .map(({ client, release, assumed }) => {
      return assumed === 'named' ? `${client}@${printable(release ?? '', 20)}` : client;
    })
    .join(', ');
}

/** What is used and who pays; through which header is the table's business. */
function verdict(outcome: Outcome): string {
  if (outcome.kind === 'none') return 'no credential at all';
  if (outcome.kind === 'fails') return `an error at ${credentialNames(outcome).join()}`;
  const payers = [...new Set(outcome.sent.map(({ source }) => billedTo(source)))];
  return `${credentialNames(outcome).join(' and ')}, billed to ${payers.join(' or ')}`;
}

/** Each reason once; with its clients where not all have the same. */
function reasons({ members }: Camp): readonly string[] {
  const found = new Map<string, string[]>();
  // Of this program there is more to be read elsewhere.
  const others = members.filter(({ assumed }) => assumed !== 'running');
  for (const { client, outcome } of others.length === 0 ? members : others) {
    const because = printable(outcome.because, 300);
    found.set(because, [...(found.get(because) ?? []), client]);
  }
  if (found.size === 1) return [...found.keys()];
  return [...found].map(([because, clients]) => `${because} (${clients.join(', ')})`);
}

/** Releases that would do the same, in one line. */
function changeLines(changes: readonly ReleaseChange[], width: number): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { client, range, outcome } of changes) {
    const words = outcomeWords(outcome);
    found.set(words, [...(found.get(words) ?? []), `${client} ${range}`]);
  }
  return [...found].flatMap(([words, releases]) =>
    wrap(`${releases.join(', ')}: ${words}`, width, ['  ', '    ']),
  );
}

function headed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function evidenceLines(prediction: Prediction, width: number): readonly string[] {
  const { client, range, evidence, outcome } = prediction;
  if (evidence === undefined) return [];
  return [
    `${client}, ${range}: ${outcomeWords(outcome)}`,
    ...wrap(`because ${printable(outcome.because, 300)}`, width, ['  ', '    ']),
    ...wrap(`${evidence.kind}: ${printable(evidence.what, 300)}`, width, ['  ', '    ']),
  ];
}

function adviceLines({ goal, lines, except }: Advice, width: number): readonly string[] {
  const rest = except.length === 0 ? '' : ` (all but ${except.join(', ')})`;
  return [
    ...wrap(`To ${goal}${rest}:`, width, ['', '  ']),
    ...lines.map((line) => `  ${printable(line, 500)}`),
  ];
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
