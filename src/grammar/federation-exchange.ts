import { HAND_OVER_FLAGS } from './federation-hand-over.js';
import { IDENTITY_TOKEN_FLAGS, RULE_FLAGS } from './federation-inputs.js';
import type { Spec } from './spec.js';

export const federationExchange = {
  path: ['federation', 'exchange'],
  summary: 'trade an identity token for a short-lived access token',
  details: `Sends the identity token of a workload to the platform (RFC 7523) and gets an access token back.
The identity token comes from --identity-token-file or --source, else from the profile, else from
ANTHROPIC_IDENTITY_TOKEN_FILE or ANTHROPIC_IDENTITY_TOKEN, else from what this machine is: a CI job, a pod,
a cloud's machine (ant federation detect shows it). The ids come from flags, the profile, then variables.

The answer is a summary; the token is printed only with --access-token. An identity token is often good
for one exchange only, so ant never sends the same one twice by itself.

With --write github-profile (azure-pipelines-profile) the steps that follow find the token in a private profile, to which
ANTHROPIC_CONFIG_DIR and ANTHROPIC_PROFILE lead them: the official SDKs read it. What reads no profile finds the token in
ANTHROPIC_AUTH_TOKEN, and in ANTHROPIC_BASE_URL where it is for, if that is not the platform's own address: with --write
github (azure-pipelines) in the variables of the job, else in a file of mode 0600 that git would not add. A job's log has
it masked. With --expect-… a token for another target is refused (exit code 7): it is neither
printed nor written nor kept. \`ant federation revoke-local\` deletes afterwards what was written.`,
  arguments: [],
  flags: [...IDENTITY_TOKEN_FLAGS, ...RULE_FLAGS, ...HAND_OVER_FLAGS],
  examples: [
    {
      command:
        'ant federation exchange --federation-rule fdrl_… --organization-id … --workspace-id wrkspc_…',
      does: 'with the identity that this job or machine has',
    },
    {
      command:
        'ant federation exchange --write github-profile --expect-workspace wrkspc_… --job-time 2h',
      does: 'for the steps that follow, in the workspace that you mean',
    },
    {
      command: 'ant federation exchange --profile ci',
      does: 'exchange with the ids and the token file of a profile',
    },
    {
      command:
        'fetch-id-token | ant federation exchange --identity-token-file - --federation-rule fdrl_… --organization-id … --access-token',
      does: 'everything from flags, the identity token from a pipe',
    },
  ],
} as const satisfies Spec;
