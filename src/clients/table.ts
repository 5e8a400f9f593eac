import { AGENT_SDK } from './agent-sdk.js';
import { ANT_OFFICIAL } from './ant-official.js';
import { CLAUDE_CODE } from './claude-code.js';
import type { Client, ClientId, ClientVersion } from './client.js';
import { CSHARP_SDK } from './csharp-sdk.js';
import { GO_SDK } from './go-sdk.js';
import { JAVA_SDK } from './java-sdk.js';
import { PHP_SDK } from './php-sdk.js';
import { PYTHON_SDK } from './python-sdk.js';
import { RUBY_SDK } from './ruby-sdk.js';
import { TYPESCRIPT_SDK } from './typescript-sdk.js';

/** Every client that is known. One file each. */
export const CLIENTS: readonly Client[] = [
  TYPESCRIPT_SDK,
  PYTHON_SDK,
  GO_SDK,
  JAVA_SDK,
  RUBY_SDK,
  CSHARP_SDK,
  PHP_SDK,
  ANT_OFFICIAL,
  CLAUDE_CODE,
  AGENT_SDK,
];

export function findClient(id: ClientId): Client | undefined {
  return CLIENTS.find((client) => client.id === id);
}

/** How that release behaves; without a release, the current one. `undefined`: older than all that is known. */
export function versionOf({ versions }: Client, release?: string): ClientVersion | undefined {
  if (release === undefined) return versions.at(-1);
  return versions.findLast(({ since }) => compareReleases(since, release) <= 0);
}

/** Negative when `left` is older. Compares the numbers; what follows a dash or a plus does not count. */
function compareReleases(left: string, right: string): number {
  const numbers = (release: string) => release.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  const [ours, theirs] = [numbers(left), numbers(right)];
  const place = [0, 1, 2].find((each) => (ours[each] ?? 0) !== (theirs[each] ?? 0));
  return place === undefined ? 0 : (ours[place] ?? 0) - (theirs[place] ?? 0);
}
