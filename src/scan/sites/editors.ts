import { readJson } from '../readers/json.js';
import { readMarkup } from '../readers/markup.js';
import type { Site } from '../site.js';

const FAMILY = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf'];
const ROOTS = ['.config', 'Library/Application Support', 'AppData/Roaming'];

/** VS Code and its relatives: terminal.integrated.env.*, env of launch.json, tasks.json, workspaces. Zed. */
export const editor: Site = {
  id: 'editor',
  what: 'settings of an editor',
  pattern:
    /(?:^|\/)(?:\.(?:vscode|cursor|windsurf|zed)\/[^/]+\.json|(?:User|Machine)\/(?:profiles\/[^/]+\/)?(?:settings|tasks|launch)\.json|zed\/(?:settings|tasks|debug)\.json|[^/]+\.code-workspace)$/,
  read: readJson,
  format: 'JSON',
  home: [
    ...ROOTS.flatMap((root) =>
      FAMILY.flatMap((name) =>
        ['settings', 'tasks', 'launch', 'mcp'].map((file) => `${root}/${name}/User/${file}.json`),
      ),
    ),
    '.vscode-server/data/Machine/settings.json',
    '.cursor-server/data/Machine/settings.json',
    '.config/zed/settings.json',
  ],
};

/** JetBrains editors keep the environment of a run configuration in XML. */
export const jetbrains: Site = {
  id: 'jetbrains',
  what: 'a run configuration',
  pattern: /(?:^|\/)(?:\.idea\/(?:[^/]+\/)*[^/]+\.xml|\.run\/[^/]+\.xml|[^/]+\.run\.xml)$/,
  read: readMarkup,
  home: [],
};
