import { completionScript } from '../grammar/shells.js';
import type { Input } from '../grammar/spec.js';
import type { completion } from '../grammar/top.js';
import type { Run } from './command.js';

/** Prints the completion script of a shell. */
export const run: Run<Input<typeof completion>> = async (_host, { shell }) => {
  const script = completionScript(shell);
  return { value: { shell, script }, text: () => script };
};
