import { sha256 } from '../digest.js';
import type { Env } from '../host.js';
import { tokenInAnswer } from './answer.js';
import { askPatiently } from './patience.js';
import { checkRequestUrl, type Expected, troubleWithUrl } from './request-url.js';
import type { IdentityTokenSource, SourceSettings } from './source.js';

const TITLE = 'GitHub Actions';
const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

const PERMISSION = `add to the job, or at the top of the workflow:
permissions:
  id-token: write
  contents: read`;

const HAND_OVER = `in a container: docker run -e GITHUB_ACTIONS -e ${URL_NAME} -e ${TOKEN_NAME} IMAGE`;

/**
 * The job's own identity, from the runner's request URL; as often as asked, for five minutes each. The same
 * on Enterprise Server and on ghe.com. https://docs.github.com/actions/reference/openid-connect-reference
 */
export const githubActions: IdentityTokenSource = {
  id: 'github-actions',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'new',
  settings: { request_host: `another host that ${URL_NAME} may point to` },

  async detect({ env }, settings) {
    if (env.GITHUB_ACTIONS !== 'true') return { state: 'absent', lookedFor: ['GITHUB_ACTIONS'] };
    const missing = [URL_NAME, TOKEN_NAME].filter((name) => !env[name]?.trim());
    const evidence = ['GITHUB_ACTIONS', ...[URL_NAME, TOKEN_NAME].filter((name) => env[name])];
    if (missing.length === 0) {
      const trouble = troubleWithUrl(env[URL_NAME] ?? '', expected(env, settings));
      return trouble ? { state: 'broken', evidence, ...trouble } : { state: 'present', evidence };
    }
    if (missing.length === 1) {
      const because = `${missing[0]} is not set, though ${evidence[1]} is`;
      return { state: 'broken', evidence, because, fix: HAND_OVER };
    }
    return { state: 'broken', evidence, ...whyForbidden(env) };
  },

  /** A new request token is made for each job, so that a runner's next job is never served this one's. */
  witness: ({ env }) => sha256(env[TOKEN_NAME] ?? ''),

  async fetch(machine, { audience, settings }) {
    const { env } = machine;
    const url = checkRequestUrl(env[URL_NAME] ?? '', expected(env, settings));
    url.searchParams.set('audience', audience);
    const response = await askPatiently(machine, {
      method: 'GET',
      url: url.href,
      headers: {
        authorization: `Bearer ${env[TOKEN_NAME]?.trim()}`,
        accept: 'application/json; api-version=2.0',
      },
    });
    return tokenInAnswer(response, {
      title: TITLE,
      host: url.host,
      field: 'value',
      meanings: {
        401: {
          because: 'the request token is not accepted, or the job is over',
          hint: 'run it inside the job',
        },
        403: { because: 'this job may not request an identity token', hint: PERMISSION },
      },
    });
  },
};

function expected(env: Env, { request_host: allowed }: SourceSettings): Expected {
  return { from: URL_NAME, hosts: platformHosts(env), allowed };
}

/** A fork's pull request gets no identity whatever its workflow says. */
function whyForbidden({ GITHUB_EVENT_NAME: event }: Env): { because: string; fix: string } {
  const because = 'this job may not request an identity token';
  if (event !== 'pull_request') return { because, fix: PERMISSION };
  return {
    because: `${because}: the permission is missing, or the pull request comes from a fork, which gets none`,
    fix: `${PERMISSION}\nfor a fork there is no fix: run the job on push, or after review in an environment`,
  };
}

/** github.com's runners, and those of the server that this job's repository is on. */
function platformHosts({ GITHUB_SERVER_URL: server = '' }: Env): readonly string[] {
  const own = URL.canParse(server) ? new URL(server).hostname : undefined;
  const hosts = ['.actions.githubusercontent.com'];
  return own === undefined || own === 'github.com' ? hosts : [...hosts, own, `.${own}`];
}
