import { isAllAssignments, readAssignments } from '../readers/assignments.js';
import type { Site } from '../site.js';

/** Files of `NAME=value`: `.env` of any stage (not its examples), environment.d, /etc/environment. */
export const environmentFile: Site = {
  id: 'environment-file',
  what: 'an environment file',
  pattern:
    /(?:^|\/)(?:\.env|\.env\.(?!example|sample|template|dist|defaults)[^/]+|[^/]+\.env|\.flaskenv|\.dev\.vars|environment|environment\.d\/[^/]+\.conf)$/,
  read: readAssignments,
  home: ['.env', '.config/environment.d'],
  machine: ['/etc/environment', '/etc/environment.d'],
};

/** Read by people: what is set in them is an example. */
const EXAMPLES = /\.(?:md|mdx|rst|adoc|html?)$|(?:example|sample|template|defaults|dist)[^/]*$/i;

/** Whether a file is one by what it holds: what `env_file:` and `EnvironmentFile=` name may be called anything. */
export function isEnvironmentText(path: string, text: string): boolean {
  return !EXAMPLES.test(path) && isAllAssignments(text);
}
