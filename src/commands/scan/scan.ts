import type { scan as spec } from '../../grammar/scan.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { renderJson } from '../../output/json.js';
import {
  notReadWords,
  renderScan,
  type Standpoint,
  scanValue,
  shownPath,
} from '../../output/scan.js';
import { sarifValue } from '../../output/scan-sarif.js';
import { printable } from '../../printable.js';
import { RULES } from '../../scan/finding.js';
import { newProgress } from '../../scan/progress.js';
import { type Scanned, scan } from '../../scan/scan.js';
import type { Answer, Run } from '../command.js';
import { patchPath, writePatch } from './patch-file.js';
import { credentialStores, slashed, targets } from './targets.js';
import { watched } from './watched.js';

type Given = Input<typeof spec>;

/** Files that could not be read are named one by one up to here. */
const NAMED = 20;

/** Finds keys and shadowing names in files. */
export const run: Run<Given> = async (host, input) => {
  const patch = input.patch === undefined ? undefined : await patchPath(host, input.patch);
  const { tracked, all } = input;
  const wanted = {
    places: await targets(host, input),
    stores: credentialStores(host, input),
    ...(tracked && { tracked }),
    ...(all && { all }),
  };
  const progress = newProgress();
  const scanned = await watched(host, progress, scan(host, wanted, progress));
  const from = standpoint(host);
  for (const line of troubles(scanned, from)) host.terminal.say(`ant: ${line}`);
  if (patch !== undefined) {
    for (const line of await writePatch(host, patch, scanned.findings)) {
      host.terminal.say(`ant: ${line}`);
    }
  }
  return answer(host, input, { scanned, from });
};

type Found = { readonly scanned: Scanned; readonly from: Standpoint };

function answer({ version }: Host, { format }: Given, { scanned, from }: Found): Answer {
  const value =
    format === 'sarif'
      ? sarifValue(scanned, { rules: RULES, version }, from)
      : scanValue(scanned, from);
  return {
    value,
    text: () =>
      format === 'json' || format === 'sarif' ? renderJson(value) : renderScan(scanned, from),
    exitCode: exitCode(scanned),
  };
}

/** Something found is worse news than something not read. */
function exitCode({ findings, unreadable }: Scanned): number {
  if (findings.length > 0) return 7;
  return unreadable.length > 0 ? 6 : 0;
}

function standpoint(host: Host): Standpoint {
  const { cwd, home } = host;
  return { cwd: slashed(host, cwd), home: home && slashed(host, home) };
}

function* troubles({ unreadable, broken, counts }: Scanned, from: Standpoint): Generator<string> {
  for (const { path, because } of unreadable.slice(0, NAMED)) {
    yield `could not read ${shownPath(path, from)}: ${printable(because, 300)}`;
  }
  if (unreadable.length > NAMED) yield `could not read ${unreadable.length - NAMED} more`;
  for (const { path, format } of broken) {
    yield `${shownPath(path, from)} is not valid ${format}: it was read as text`;
  }
  const notRead = notReadWords(counts);
  if (notRead !== '') yield `not looked into: ${notRead}`;
}
