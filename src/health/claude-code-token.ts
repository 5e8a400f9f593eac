import { AntError } from '../errors.js';
import type { Check } from './check.js';
import { note, ok, warning, words } from './finding.js';

const NAME = 'CLAUDE_CODE_OAUTH_TOKEN';

/** A token that Claude Code alone reads, and before any profile. */
export const claudeCodeToken: Check = {
  id: 'claude-code-token',
  group: 'variables',
  title: 'Claude Code',
  look: async ({ env }, { decision }) => {
    if ((env[NAME]?.trim() ?? '') === '') return [ok(`${NAME} is not set`)];
    const winner = decision instanceof AntError ? undefined : decision.winner;
    if (winner?.identity?.profile === undefined)
      return [note(`${NAME} is set: Claude Code uses it, ant does not`)];
    return [
      warning(
        `${NAME} is set: Claude Code uses it, and everything else uses ${winner.origin}`,
        words(`unset ${NAME}, unless the two are meant to differ`),
      ),
    ];
  },
};
