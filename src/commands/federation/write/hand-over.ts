import { asProfile } from './as-profile.js';
import { asVariable } from './as-variable.js';
import { AZURE } from './azure-pipelines.js';
import { GITHUB } from './github.js';
import { privateFile } from './private-file.js';
import type { Target } from './target.js';
import type { Way } from './way.js';

const RUNNERS = { github: GITHUB, 'azure-pipelines': AZURE } as const;

/** How to hand a token over to that target. */
export function handOver(target: Target): Way {
  if ('path' in target) return privateFile(target);
  const runner = RUNNERS[target.kind];
  return target.as === 'profile' ? asProfile(runner) : asVariable(runner);
}
