import { secretForms } from '../../../child/secret-forms.js';
import type { Host } from '../../../host.js';
import type { Secret } from '../../../secret.js';

/** Variables for the steps that follow, by name. */
export type Variables = readonly (readonly [string, string | Secret])[];

/** A CI system whose later steps can be handed something. */
export type Runner = {
  /** Refuses what could not be handed over, or would give it away. */
  readonly check: (host: Host) => Promise<void>;
  /** Has the log hide a secret, in all its forms. Goes before everything that holds it. */
  readonly mask: (host: Host, secret: Secret) => void;
  readonly set: (host: Host, variables: Variables) => Promise<void>;
  /** In words: where a later step finds the token when it is in a variable. */
  readonly place: string;
  /** Names the directory that is emptied after each job. */
  readonly temporary: 'RUNNER_TEMP' | 'AGENT_TEMPDIRECTORY';
};

/** The spellings of a secret that a log is to hide. */
export function hiddenForms(secret: Secret): readonly string[] {
  return secretForms(secret.reveal()).map((form) => Buffer.from(form).toString());
}

/** The value itself, for where it belongs. */
export function plain(value: string | Secret): string {
  return typeof value === 'string' ? value : value.reveal();
}
