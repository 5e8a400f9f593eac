import { expect } from 'vitest';

type Result = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
};

/** The parts that SARIF 2.1.0 demands (3.13 to 3.30), and those GitHub's code scanning reads. Returns the results. */
export function requireSarif(log: {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly columnKind: string;
    readonly originalUriBaseIds: Readonly<Record<string, unknown>>;
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
    readonly results: readonly Result[];
  }[];
}): readonly Result[] {
  expect(log.version).toBe('2.1.0');
  expect(URL.canParse(log.$schema)).toBe(true);
  const [run] = log.runs;
  if (run === undefined) throw new Error('there is no run');
  const { name, rules } = run.tool.driver;
  expect(name).not.toBe('');
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { shortDescription, defaultConfiguration } of rules) {
    expect(shortDescription.text).toMatch(/\.$/);
    expect(['none', 'note', 'warning', 'error']).toContain(defaultConfiguration.level);
  }
  expect(['utf16CodeUnits', 'unicodeCodePoints']).toContain(run.columnKind);
  for (const { executionSuccessful } of run.invocations)
    expect(executionSuccessful).toBeTypeOf('boolean');
  for (const result of run.results) {
    requireResult(result, Object.keys(run.originalUriBaseIds));
    expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
  }
  return run.results;
}

function requireResult(result: Result, bases: readonly string[]): void {
  expect(['none', 'note', 'warning', 'error']).toContain(result.level);
  expect(result.message.text).not.toBe('');
  expect(result.locations).toHaveLength(1);
  for (const { physicalLocation } of result.locations) {
    const { uri, uriBaseId } = physicalLocation.artifactLocation;
    // RFC 3986: no character but these, and each % with two hexadecimal digits.
    expect(uri).toMatch(/^(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/);
    if (uriBaseId === undefined) expect(uri).toMatch(/^file:\/\/\//);
    else {
      expect(bases).toContain(uriBaseId);
      expect(uri).not.toMatch(/^\/|^[a-z]+:/i);
    }
    expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
    expect(physicalLocation.region.startColumn).toBeGreaterThanOrEqual(1);
  }
  for (const print of Object.values(result.partialFingerprints)) expect(print).not.toBe('');
  expect(Object.keys(result.partialFingerprints)).toHaveLength(1);
}
