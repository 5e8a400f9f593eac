import { sha256 } from '../digest.js';
import { AntError } from '../errors.js';
import type { Env } from '../host.js';
import { tokenInAnswer } from './answer.js';
import { givenToken, ruleAudience, tokenFor } from './given-token.js';
import { askPatiently } from './patience.js';
import { checkRequestUrl, type Expected, troubleWithUrl } from './request-url.js';
import type { IdentityTokenSource, SourceSettings } from './source.js';

const TITLE = 'Azure Pipelines';
const URI_NAME = 'SYSTEM_OIDCREQUESTURI';
const TOKEN_NAME = 'SYSTEM_ACCESSTOKEN';

const MAPPING = `add to the step in azure-pipelines.yml:
env:
  SYSTEM_ACCESSTOKEN: $(System.AccessToken)`;

const CONNECTION_ID = 'it is the id in the address of the connection’s page, not its name';

/**
 * The pipeline's own identity, or that of a service connection; as often as asked, for ten minutes each.
 * Whom it is for cannot be chosen. https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create
 */
export const azurePipelines: IdentityTokenSource = {
  id: 'azure-pipelines',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'new',
  settings: {
    service_connection: 'the id of a service connection to speak for, instead of the pipeline',
    request_host: `another host that ${URI_NAME} may point to`,
  },

  async detect({ env }, settings) {
    if (env.TF_BUILD?.toLowerCase() !== 'true') return { state: 'absent', lookedFor: ['TF_BUILD'] };
    const missing = [URI_NAME, TOKEN_NAME].find((name) => setTo(env, name) === '');
    const evidence = [
      'TF_BUILD',
      ...[URI_NAME, TOKEN_NAME].filter((name) => setTo(env, name) !== ''),
    ];
    if (missing === undefined) {
      const trouble = troubleWithUrl(setTo(env, URI_NAME), expected(settings));
      return trouble ? { state: 'broken', evidence, ...trouble } : { state: 'present', evidence };
    }
    const fix =
      missing === TOKEN_NAME
        ? MAPPING
        : `Azure DevOps Services sets it in each job; in a container: docker run -e TF_BUILD -e ${URI_NAME} -e ${TOKEN_NAME} IMAGE`;
    return { state: 'broken', evidence, because: `${missing} is not set`, fix };
  },

  /** Made for each job. */
  witness: ({ env }) => sha256(setTo(env, TOKEN_NAME)),

  async fetch(machine, { audience, settings }) {
    const url = checkRequestUrl(setTo(machine.env, URI_NAME), expected(settings));
    const connection = settings.service_connection;
    url.searchParams.set('api-version', '7.1');
    if (connection !== undefined) url.searchParams.set('serviceConnectionId', guid(connection));
    const response = await askPatiently(machine, {
      method: 'POST',
      url: url.href,
      headers: {
        authorization: `Bearer ${setTo(machine.env, TOKEN_NAME)}`,
        'content-type': 'application/json',
        // Else a token that is not accepted is answered with the way to a sign-in page.
        'x-tfs-fedauthredirect': 'Suppress',
      },
      body: '',
    });
    const token = tokenInAnswer(response, {
      title: TITLE,
      host: url.host,
      field: 'oidcToken',
      meanings: meanings(connection),
    });
    const given = [givenToken('each of its tokens', token)];
    return tokenFor(audience, given, { title: TITLE, hint: ruleAudience(given) });
  },
};

/** Empty too for a macro that the pipeline left as it is, because there is no such variable. */
function setTo(env: Env, name: string): string {
  const value = env[name]?.trim() ?? '';
  return value.startsWith('$(') ? '' : value;
}

function guid(text: string): string {
  const trimmed = text.trim();
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(trimmed)) return trimmed;
  throw new AntError('usage', 'service_connection is not the id of a service connection', {
    hint: CONNECTION_ID,
  });
}

function expected({ request_host: allowed }: SourceSettings): Expected {
  return { from: URI_NAME, hosts: ['dev.azure.com', '.visualstudio.com'], allowed };
}

function meanings(connection: string | undefined) {
  const unaccepted = {
    because: `${TOKEN_NAME} is not accepted, or the job is over`,
    hint: MAPPING,
  };
  const refused =
    connection === undefined
      ? { because: 'this job may not request an identity token', hint: MAPPING }
      : {
          because: 'this stage may not use the service connection, or there is none of that id',
          hint: `permit the pipeline to use it, and refer to it in a task of the same stage (${CONNECTION_ID})`,
        };
  return { 401: unaccepted, 400: refused, 403: refused, 404: refused };
}
