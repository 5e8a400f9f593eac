import { AntError } from '../../../errors.js';
import { hiddenForms, plain, type Runner } from './runner.js';

/**
 * Variables of the job, the token as a secret one, by the agent's commands on stdout.
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
export const AZURE: Runner = {
  place:
    'the job’s variables, as a secret: hand it to a step with env: ANTHROPIC_AUTH_TOKEN: $(ANTHROPIC_AUTH_TOKEN)',
  temporary: 'AGENT_TEMPDIRECTORY',

  async check({ env }) {
    if (env.TF_BUILD?.toLowerCase() === 'true') return;
    // Anywhere else the commands would be nothing but the token in the clear.
    throw new AntError('usage', 'this is no step of Azure Pipelines: TF_BUILD is not "True"', {
      hint: 'elsewhere: --write file:FILE, or run the program under ant exec',
    });
  },

  mask({ terminal }, secret) {
    const masks = hiddenForms(secret).map((form) => `##vso[task.setsecret]${escaped(form)}\n`);
    terminal.out(masks.join(''));
  },

  async set({ terminal }, variables) {
    const lines = variables.map(([name, value]) => {
      const secret = typeof value === 'string' ? '' : ';issecret=true';
      return `##vso[task.setvariable variable=${name}${secret}]${escaped(plain(value))}\n`;
    });
    terminal.out(lines.join(''));
  },
};

/** As the agent reads the value of a command. */
function escaped(value: string): string {
  return value.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
