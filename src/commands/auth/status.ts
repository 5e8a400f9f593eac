import type { authStatus } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import type { Run } from '../command.js';
import { searchOf } from '../whoami/search.js';
import { answerDecision } from '../whoami/whoami.js';

/** `whoami` under the official command's name: exit 0 whatever the answer, unless `--check` is given. */
export const run: Run<Input<typeof authStatus>> = async (host, input) => {
  const answer = await answerDecision(host, searchOf(host, input), {
    verify: input.verify === true,
  });
  return input.check === true || input.verify === true ? answer : { ...answer, exitCode: 0 };
};
