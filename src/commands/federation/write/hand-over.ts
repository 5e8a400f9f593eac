import { AZURE } from './azure-pipelines.js';
import { GITHUB } from './github.js';
import { privateFile } from './private-file.js';
import type { Target } from './target.js';
import type { Way } from './way.js';

/** How to hand a token over to that target. */
export function handOver(target: Target): Way {
  switch (target.kind) {
    case 'github':
      return GITHUB;
    case 'azure-pipelines':
      return AZURE;
    default:
      return privateFile(target);
  }
}
