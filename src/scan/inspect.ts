import type { Piece } from '../tree.js';
import type { Finding } from './finding.js';
import { judgeLiteral, judgeSetting, type Verdict } from './judge.js';
import { findLiterals } from './literal.js';
import { positionsIn } from './position.js';
import { readLoosely } from './readers/loose.js';
import type { Reading } from './setting.js';
import type { Site } from './site.js';
import { environmentFile, isEnvironmentText } from './sites/environment-file.js';
import { findSite } from './sites/table.js';

export type Inspection = {
  readonly findings: readonly Finding[];
  /** The format the file should have been in and is not, where that is worth a word. */
  readonly broken?: 'JSON' | 'YAML';
};

/** Any text: searched for keys alone. */
const TEXT: Pick<Site, 'what' | 'read' | 'ci' | 'format'> = {
  what: 'a text',
  read: () => ({ settings: [] }),
};

/** What a file holds. */
export function inspect(path: string, text: string): Inspection {
  const site = siteOf(path, text) ?? TEXT;
  const { broken, ...reading } = site.read(withoutMark(text));
  const findings = findingsIn(path, { text, line: 1, column: 1 }, { ...reading, site });
  return { findings, ...(broken && site.format && { broken: site.format }) };
}

/** What a piece of a long file holds. Its settings are read line by line, whatever its format. */
export function inspectPiece(path: string, piece: Piece): readonly Finding[] {
  const site = findSite(path);
  const settings = site === undefined ? [] : readLoosely(piece.text).settings;
  return findingsIn(path, piece, { settings, site: site ?? TEXT });
}

export function siteOf(path: string, text: string): Site | undefined {
  return findSite(path) ?? (isEnvironmentText(path, text) ? environmentFile : undefined);
}

/** As long as before, so that places stay where they are. */
export function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, ' ');
}

type Read = Reading & { readonly site: Pick<Site, 'what' | 'ci'> };

function findingsIn(path: string, piece: Piece, { settings, site }: Read): readonly Finding[] {
  const positionOf = positionsIn(piece.text, piece);
  const literals = findLiterals(piece.text).map((found) => ({
    ...found,
    verdict: judgeLiteral(found, site),
  }));
  const named = settings.map((found) => ({ ...found, verdict: judgeSetting(found, site) }));
  return [...named, ...literals].flatMap(({ at, verdict }) =>
    verdict === undefined ? [] : [placed(verdict, { path, where: site.what, ...positionOf(at) })],
  );
}

function placed(
  verdict: Verdict,
  place: Pick<Finding, 'path' | 'line' | 'column' | 'where'>,
): Finding {
  return { ...place, ...verdict };
}
