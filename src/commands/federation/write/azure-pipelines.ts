import { secretForms } from '../../../child/secret-forms.js';
import { AntError } from '../../../errors.js';
import { variablesOf } from './carried.js';
import type { Way } from './way.js';

/**
 * Variables of the job, the token among them as a secret one, by the agent's commands on stdout.
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
export const AZURE: Way = {
  async check({ env }) {
    if (env.TF_BUILD?.toLowerCase() === 'true') return;
    // Anywhere else the commands would be nothing but the token in the clear.
    throw new AntError(
      'usage',
      '--write azure-pipelines is for a step of Azure Pipelines: TF_BUILD is not "True"',
      { hint: 'elsewhere: --write file:FILE, or run the program under ant exec' },
    );
  },

  async deliver({ terminal }, carried) {
    const token = carried.token.reveal();
    const forms = secretForms(token).map((form) => Buffer.from(form).toString());
    const masks = forms.map((form) => `##vso[task.setsecret]${escaped(form)}\n`);
    const variables = variablesOf(carried).map(([name, value]) => {
      const secret = value === token ? ';issecret=true' : '';
      return `##vso[task.setvariable variable=${name}${secret}]${escaped(value)}\n`;
    });
    terminal.out([...masks, ...variables].join(''));
    return 'the job’s variables, as a secret: hand it to a step with env: ANTHROPIC_AUTH_TOKEN: $(ANTHROPIC_AUTH_TOKEN)';
  },
};

/** As the agent reads the value of a command. */
function escaped(value: string): string {
  return value.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
