import { sha256 } from '../digest.js';
import { AntError } from '../errors.js';
import { printable } from '../printable.js';
import { askProgram } from './ask-program.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'Buildkite';

/** What the agent's program needs to speak for the job. */
const NEEDED = ['BUILDKITE_JOB_ID', 'BUILDKITE_AGENT_ACCESS_TOKEN'] as const;

const HAND_OVER = `in a container, hand the agent and its variables to it, as the docker plugin does with:
mount-buildkite-agent: true`;

/**
 * The job's own identity, from the agent that runs it; as often as asked.
 * https://buildkite.com/docs/agent/cli/reference/oidc
 */
export const buildkite: IdentityTokenSource = {
  id: 'buildkite',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'new',
  settings: { lifetime: 'seconds that the identity token is to be good for' },

  async detect({ env }) {
    if (env.BUILDKITE !== 'true') return { state: 'absent', lookedFor: ['BUILDKITE'] };
    const missing = NEEDED.filter((name) => !env[name]?.trim());
    const evidence = ['BUILDKITE', ...NEEDED.filter((name) => env[name]?.trim())];
    if (missing.length === 0) return { state: 'present', evidence };
    const because = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
    return { state: 'broken', evidence, because, fix: HAND_OVER };
  },

  witness: ({ env }) => sha256(JSON.stringify(NEEDED.map((name) => env[name]))),

  async fetch(machine, { audience, settings: { lifetime } }) {
    return askProgram(machine, {
      title: TITLE,
      command: [
        'buildkite-agent',
        'oidc',
        'request-token',
        '--audience',
        audience,
        ...(lifetime === undefined ? [] : ['--lifetime', seconds(lifetime)]),
      ],
      missing: HAND_OVER,
      meanings: [
        {
          says: /Job API/,
          because: 'it hides the token from the log first, and cannot reach the Job API for that',
          hint: 'ant does not print it; to go without: BUILDKITE_AGENT_OIDC_REQUEST_TOKEN_SKIP_TOKEN_REDACTION=true',
        },
        {
          says: /: (401|403|404)\b/,
          because: 'the job is not known to Buildkite, or is over',
          hint: 'run it inside the job',
        },
        {
          says: /: 422\b/,
          because: 'Buildkite does not make such a token',
          hint: 'ask for a shorter one (--source-setting lifetime=300) or another audience',
        },
      ],
    });
  },
};

function seconds(text: string): string {
  if (/^[1-9]\d{0,5}$/.test(text)) return text;
  throw new AntError('usage', `lifetime "${printable(text, 20)}" is not a number of seconds`, {
    hint: 'as in --source-setting lifetime=300',
  });
}
