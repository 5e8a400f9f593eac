import type { Host } from '../../../host.js';
import { shellLines } from '../../../output/shell-lines.js';
import { absolutePath } from '../../../profiles/config-dir.js';
import { noteHandedOver } from '../handed-over.js';
import { type Carried, variablesOf } from './carried.js';
import { checkPrivatePath } from './private-path.js';
import { plain } from './runner.js';
import type { Target } from './target.js';
import type { Way } from './way.js';

type FileTarget = Extract<Target, { path: string }>;

/** A file of mode 0600: the token alone, or `NAME=value` lines. Never where the next commit would take it along. */
export function privateFile({ kind, path: typed }: FileTarget): Way {
  return {
    check: (host) => checkPrivatePath(host, absolutePath(host, typed)),

    async deliver(host, carried) {
      const path = absolutePath(host, typed);
      const text = textOf(host, kind, carried);
      const { configDir, expiresAt } = carried;
      await noteHandedOver(host, configDir, { path, text, expiresAt });
      await host.files.write(path, text, { mode: 0o600, directoryMode: 0o700 });
      return path;
    },
  };
}

function textOf(host: Host, kind: FileTarget['kind'], carried: Carried): string {
  if (kind === 'file') return `${carried.token.reveal()}\n`;
  const variables = variablesOf(host, carried).map(
    ([name, value]) => [name, plain(value)] as const,
  );
  // GitLab takes quotes for a part of the value. Neither value can hold a line break: one is a header's, one a URL.
  if (kind === 'gitlab') return variables.map(([name, value]) => `${name}=${value}\n`).join('');
  return shellLines('dotenv', Object.fromEntries(variables)) ?? '';
}
