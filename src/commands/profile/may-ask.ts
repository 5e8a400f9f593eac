import type { GlobalInput } from '../../grammar/spec.js';
import type { Host } from '../../host.js';

/** Whether a question would reach a person: `--quiet` would swallow it. */
export function mayAsk(host: Pick<Host, 'terminal'>, input: GlobalInput): boolean {
  return host.terminal.interactive && !input['no-input'] && !input.quiet;
}
