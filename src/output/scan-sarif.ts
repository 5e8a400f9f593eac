import { sha256 } from '../digest.js';
import { printable } from '../printable.js';
import type { Finding, Level } from '../scan/finding.js';
import type { Trouble } from '../scan/progress.js';
import type { Scanned } from '../scan/scan.js';
import { type Standpoint, within } from './scan.js';

type Rules = Readonly<Record<string, { readonly level: Level; readonly means: string }>>;

type Driver = { readonly rules: Rules; readonly version: string };

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * A SARIF 2.1.0 log. Files below the current directory are relative to %SRCROOT%, those below the home to
 * %HOME%: where these are is not said, so that a log can be shared.
 */
export function sarifValue(
  { findings, unreadable }: Scanned,
  { rules, version }: Driver,
  from: Standpoint,
): Readonly<Record<string, unknown>> {
  const ids = Object.keys(rules);
  const driver = {
    name: 'ant scan',
    semanticVersion: version,
    rules: Object.entries(rules).map(([id, { level, means }]) => ({
      id,
      shortDescription: { text: means },
      defaultConfiguration: { level },
    })),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      '%SRCROOT%': { description: { text: 'the directory in which ant scan ran' } },
      '%HOME%': { description: { text: 'the home directory' } },
    },
    invocations: [
      {
        executionSuccessful: unreadable.length === 0,
        toolExecutionNotifications: unreadable.map((trouble) => notification(trouble, from)),
      },
    ],
    results: findings.map((finding) => ({
      ruleIndex: ids.indexOf(finding.rule),
      ...result(finding, from),
    })),
  };
  return { $schema: SCHEMA, version: '2.1.0', runs: [run] };
}

function result(finding: Finding, from: Standpoint): Readonly<Record<string, unknown>> {
  const { rule, level, message, fix, line, column } = finding;
  const artifactLocation = locationOf(finding.path, from);
  const region = { startLine: line, startColumn: column };
  return {
    ruleId: rule,
    level,
    message: { text: `${printable(message, 300)}; ${fix}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: printOf(finding, artifactLocation.uri),
  };
}

/** A key is the same wherever it stands; a setting is the same wherever in its file it stands. */
function printOf(
  { fingerprint, rule, name }: Finding,
  uri: string,
): Readonly<Record<string, string>> {
  return fingerprint === undefined
    ? { 'antSetting/v1': sha256([rule, uri, name ?? ''].join('\n')) }
    : { 'antKey/v1': fingerprint };
}

function notification({ path, because }: Trouble, from: Standpoint) {
  return {
    level: 'warning',
    message: { text: `could not be read: ${printable(because, 300)}` },
    locations: [{ physicalLocation: { artifactLocation: locationOf(path, from) } }],
  };
}

type Location = { readonly uri: string; readonly uriBaseId?: string };

function locationOf(path: string, { cwd, home }: Standpoint): Location {
  const here = within(path, cwd);
  if (here !== undefined) return { uri: escaped(here), uriBaseId: '%SRCROOT%' };
  const below = home === undefined ? undefined : within(path, home);
  if (below !== undefined) return { uri: escaped(below), uriBaseId: '%HOME%' };
  return { uri: `file://${path.startsWith('/') ? '' : '/'}${escaped(path)}` };
}

/** Percent-encoded name by name. Half a surrogate pair, which Windows allows, has no encoding. */
function escaped(path: string): string {
  const whole = path.replace(/\p{Surrogate}/gu, '\ufffd');
  return whole.split('/').map(encodeURIComponent).join('/');
}
