import type { Host } from '../../../host.js';
import type { Carried } from './carried.js';

/** One way to hand a token over. */
export type Way = {
  /** Refuses, before there is a token, what could not be written or would give it away. */
  readonly check: (host: Host) => Promise<void>;
  /** Hands it over; in words, where it now is. */
  readonly deliver: (host: Host, carried: Carried) => Promise<string>;
};
