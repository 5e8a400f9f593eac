import type { Site } from '../site.js';
import { agentJson, agentYaml, claudeCode, mcp, toml } from './agents.js';
import { ci } from './ci.js';
import { compose, devContainer, dockerfile } from './containers.js';
import { editor, jetbrains } from './editors.js';
import { environmentFile } from './environment-file.js';
import { manifest, terraform } from './infrastructure.js';
import { launchd, systemd } from './services.js';
import { history, shell } from './shell.js';

/** Every kind of file that is understood. A file is of the first kind that knows it. */
export const SITES: readonly Site[] = [
  claudeCode,
  mcp,
  agentJson,
  agentYaml,
  devContainer,
  editor,
  jetbrains,
  ...ci,
  compose,
  dockerfile,
  history,
  shell,
  environmentFile,
  systemd,
  launchd,
  terraform,
  toml,
  manifest,
];

/** Where keys lie that belong to no kind: files of other programs, searched for keys alone. */
export const KEYS_ONLY: readonly string[] = ['.npmrc', '.netrc', '_netrc', '.gitconfig'];

export function findSite(path: string): Site | undefined {
  return SITES.find(({ pattern }) => pattern.test(path));
}
