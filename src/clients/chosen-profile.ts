import type { Fault } from './behaviour.js';
import type { ConfigFact, DirectoryFact } from './facts.js';
import type { Source } from './outcome.js';

export type FoundConfig = Extract<ConfigFact, { readonly state: 'found' }>;

/** A profile that was chosen and has a config file that makes sense. */
export type ChosenProfile = {
  readonly name: string;
  readonly directory: DirectoryFact;
  readonly config: FoundConfig;
  readonly source: Source;
};

/** What is wrong with a profile, and in words. */
export type Broken = { readonly fault: Fault; readonly because: string };
