import type { Host, Screen } from '../host.js';

type Wishes = Readonly<Partial<Record<'screen-reader' | 'no-input' | 'no-color', true>>>;

/**
 * The screen, if the person at it wants one: a terminal, and nothing that asks for plain lines
 * (`--screen-reader`, `--no-input`, `--no-color`, NO_COLOR). It loads nothing, so it is cheap to ask.
 */
export function screenFor(host: Pick<Host, 'terminal' | 'env'>, input: Wishes): Screen | undefined {
  const plain = input['screen-reader'] || input['no-input'] || input['no-color'];
  if (plain || host.env.NO_COLOR || inkIsBlind(host.env)) return undefined;
  return host.terminal.interactive ? host.terminal.screen : undefined;
}

/** Where ink believes to be in CI (a stricter test than ours) it draws no frame until the end. */
function inkIsBlind(env: Host['env']): boolean {
  const values = [env.CI, env.CONTINUOUS_INTEGRATION];
  return values.some((value) => value !== undefined && value !== '0' && value !== 'false');
}
