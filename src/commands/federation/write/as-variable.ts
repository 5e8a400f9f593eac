import { sayShadows, variablesOf } from './carried.js';
import type { Runner } from './runner.js';
import type { Way } from './way.js';

/** The token in a variable of the steps that follow. */
export function asVariable({ check, mask, set, place }: Runner): Way {
  return {
    check,
    async deliver(host, carried) {
      mask(host, carried.token);
      await set(host, variablesOf(host, carried));
      sayShadows(host, ['ANTHROPIC_API_KEY']);
      return place;
    },
  };
}
