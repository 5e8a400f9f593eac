import type { Line } from '../../src/health/check.js';
import { examine } from '../../src/health/examine.js';
import { DIR } from '../commands/profile-support.js';
import type { FakeHost } from '../support/host.js';

/** The report on a machine, without the network unless the test is about it. */
export function examined(
  host: FakeHost,
  asked: { readonly offline?: boolean; readonly profile?: string } = {},
): Promise<readonly Line[]> {
  const search = { configDir: DIR, profileFlag: asked.profile };
  return examine(host, { search, offline: asked.offline ?? true });
}

/** What one check says, a line each: its state and its words. */
export function said(lines: readonly Line[], id: string): readonly string[] {
  return lines.filter((line) => line.id === id).map(({ state, because }) => `${state}: ${because}`);
}

/** All that a report holds, as one text, to look for what must not be in it. */
export function everything(lines: readonly Line[]): string {
  return JSON.stringify(lines);
}
