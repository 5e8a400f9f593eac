import { CLOUD_PLATFORMS } from './cloud-platforms.js';
import { CODE_PLATFORMS } from './code-platforms.js';
import type { Template } from './template.js';

export type TemplateName = keyof typeof CODE_PLATFORMS | keyof typeof CLOUD_PLATFORMS;

/** Every platform whose identity tokens the sandbox can mint. */
export const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
  ...CODE_PLATFORMS,
  ...CLOUD_PLATFORMS,
};

export const TEMPLATE_NAMES = [
  'github-actions',
  'gitlab',
  'buildkite',
  'circleci',
  'aws',
  'gcp',
  'azure',
  'kubernetes',
  'spiffe',
  'okta',
  'terraform-cloud',
  'vercel',
] as const satisfies readonly TemplateName[];
