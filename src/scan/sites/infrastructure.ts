import { readAssignments } from '../readers/assignments.js';
import { readYaml } from '../readers/yaml.js';
import type { Site } from '../site.js';

export const terraform: Site = {
  id: 'terraform',
  what: 'Terraform variables',
  pattern: /\.tfvars$/,
  read: readAssignments,
  home: [],
};

/** Kubernetes manifests, Helm values and any other YAML. A Helm template is not YAML, and need not be. */
export const manifest: Site = {
  id: 'manifest',
  what: 'a manifest',
  pattern: /\.ya?ml$/,
  read: readYaml,
  home: [],
};
