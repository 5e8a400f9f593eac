import { readCommandLines } from '../readers/command-lines.js';
import { readJson } from '../readers/json.js';
import { readYaml } from '../readers/yaml.js';
import type { Site } from '../site.js';

export const compose: Site = {
  id: 'compose',
  what: 'a compose file',
  pattern: /(?:^|\/)(?:docker-|podman-)?compose(?:[.-][^/]+)?\.ya?ml$/,
  read: readYaml,
  format: 'YAML',
  home: [],
};

export const dockerfile: Site = {
  id: 'dockerfile',
  what: 'a Dockerfile',
  pattern: /(?:^|\/)(?:(?:Docker|Container)file(?:\.[^/]+)?|[^/]+\.(?:Docker|docker)file)$/,
  read: readCommandLines,
  home: [],
};

export const devContainer: Site = {
  id: 'dev-container',
  what: 'a dev container',
  pattern: /(?:^|\/)(?:\.?devcontainer\.json|\.devcontainer\/(?:[^/]+\/)?[^/]+\.json)$/,
  read: readJson,
  format: 'JSON',
  home: [],
};
