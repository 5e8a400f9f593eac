import { AntError } from '../../errors.js';
import type { sandboxEnv } from '../../grammar/sandbox.js';
import type { Input } from '../../grammar/spec.js';
import { shellLines } from '../../output/shell-lines.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import type { Run } from '../command.js';
import { SANDBOX_PORT } from './running.js';

const SUFFIX = '-sandbox';
const BEFORE_ANY_LOGIN = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];

/** The variables that point `ant` and the SDKs at the sandbox, whether or not it runs already. */
export const run: Run<Input<typeof sandboxEnv>> = async (host, input) => {
  const origin = `http://localhost:${input.port ?? SANDBOX_PORT}`;
  const real = requireConfigDirectory(host, input['config-dir']);
  const value = {
    ANTHROPIC_BASE_URL: origin,
    ANTHROPIC_CONSOLE_URL: origin,
    // Asked again in a shell that is set up already, it stays where it is.
    ANTHROPIC_CONFIG_DIR: real.endsWith(SUFFIX) ? real : `${real}${SUFFIX}`,
  };
  const lines = shellLines(input.shell ?? 'sh', value);
  if (lines === undefined) {
    throw new AntError('usage', 'the configuration directory has a control character in its name', {
      hint: 'give another one with --config-dir',
    });
  }
  for (const name of BEFORE_ANY_LOGIN) {
    if (!host.env[name]) continue;
    host.terminal.say(
      `note: ${name} is set: it goes before a login to the sandbox and would be sent there: unset ${name} first`,
    );
  }
  return { value, text: () => lines };
};
