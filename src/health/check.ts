import type { Finding, Machine } from './finding.js';
import type { Scene } from './scene.js';

/** Under which heading a check stands. */
export const GROUPS = ['credential', 'variables', 'logins', 'files', 'program', 'network'] as const;

/** One question about the machine. `title` names its subject in a word or two. */
export type Check = {
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  readonly title: string;
  /** At least one line. An `AntError` counts as "could not be looked at". */
  readonly look: (host: Machine, scene: Scene) => Promise<readonly Finding[]>;
};

/** One line of the report. */
export type Line = Finding & Pick<Check, 'id' | 'group' | 'title'>;
