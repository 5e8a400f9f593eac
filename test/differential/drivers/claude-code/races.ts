import type { State } from './states.js';

/**
 * What else may come of a state, when it is once so and once so: then what was recorded is one of them.
 * `ours` is what our table says.
 */
export function mayAlsoBe(version: string, state: State, ours: string): readonly string[] {
  if (version !== '2.1.197') return [];
  if (state.settings === 'project-oauth-token' && state.claudeLogin === 'account') {
    // Whether the project's settings are in time depends on when the login was read.
    return ['authorization=LOGIN beta', 'authorization=CODE beta'];
  }
  // The helper is not waited for when there is another token to send.
  const late = ours.replace(/^(authorization=(?:settings:)?TOKEN) x-api-key=(HELPER|empty)$/, '$1');
  return state.helper === 'none' ? [] : [late];
}
