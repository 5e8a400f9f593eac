import { readAssignments } from '../readers/assignments.js';
import { readJson } from '../readers/json.js';
import { readYaml } from '../readers/yaml.js';
import type { Site } from '../site.js';

/** Claude Code: `apiKeyHelper`, the `env` block, MCP servers; its managed settings too. */
export const claudeCode: Site = {
  id: 'claude-code',
  what: 'settings of Claude Code',
  pattern:
    /(?:^|\/)(?:\.claude\/settings(?:\.[^/]+)?\.json|\.claude\.json|managed-settings(?:\.d\/[^/]+)?\.json)$/,
  read: readJson,
  format: 'JSON',
  home: ['.claude/settings.json', '.claude/settings.local.json', '.claude.json'],
  machine: [
    '/etc/claude-code',
    '/Library/Application Support/ClaudeCode',
    'C:/Program Files/ClaudeCode',
    'C:/ProgramData/ClaudeCode',
  ].flatMap((at) => [`${at}/managed-settings.json`, `${at}/managed-settings.d`]),
};

/** Servers that an agent starts, each with an environment of its own. */
export const mcp: Site = {
  id: 'mcp',
  what: 'a list of MCP servers',
  pattern: /(?:^|\/)(?:\.?mcp|mcp_config|mcp_settings|mcp-servers|claude_desktop_config)\.json$/,
  read: readJson,
  format: 'JSON',
  home: [
    '.mcp.json',
    '.cursor/mcp.json',
    '.codeium/windsurf/mcp_config.json',
    '.config/Claude/claude_desktop_config.json',
    'Library/Application Support/Claude/claude_desktop_config.json',
    'AppData/Roaming/Claude/claude_desktop_config.json',
  ],
};

/** aider and Continue name the key themselves. */
export const agentYaml: Site = {
  id: 'agent',
  what: 'settings of an agent',
  pattern: /(?:^|\/)(?:\.aider\.conf\.ya?ml|\.continue\/[^/]+\.ya?ml)$/,
  read: readYaml,
  format: 'YAML',
  home: ['.aider.conf.yml', '.continue'],
};

export const agentJson: Site = {
  id: 'agent',
  what: 'settings of an agent',
  pattern: /(?:^|\/)(?:\.continue|\.gemini|\.cline|\.roo)\/(?:[^/]+\/)*[^/]+\.json$/,
  read: readJson,
  format: 'JSON',
  home: ['.gemini/settings.json'],
};

/** Codex, and whatever else is set in TOML: `[env]`, `[vars]`. */
export const toml: Site = {
  id: 'toml',
  what: 'a TOML file',
  pattern: /\.toml$/,
  read: readAssignments,
  home: ['.codex/config.toml'],
};
