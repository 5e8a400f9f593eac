import { run } from '../commands/federation/exchange.js';
import { federationExchange } from '../grammar/federation-exchange.js';
import { readPlain, type TypedInput } from '../grammar/plain.js';
import type { Env } from '../host.js';
import { fail, perform } from '../perform.js';
import { realHost, type Send } from './host.js';
import { send } from './http.js';

/** With these flags an exchange needs files, the clock and one request. */
const PLAIN_FLAGS = [
  ...['identity-token-file', 'federation-rule', 'organization-id', 'service-account-id'],
  ...['workspace-id', 'base-url', 'config-dir', 'access-token', 'json', 'quiet', 'no-input'],
];

/**
 * Runs `ant federation exchange` where flags or variables name the rule and the identity token, and returns the exit code:
 * what a CI step waits for. Anything else it leaves to the whole program, before anything is sent, and returns
 * `undefined`. The build makes one file of it, in which whatever would be loaded later is missing (`isMissing`).
 */
export async function startExchange(
  args: readonly string[],
  version: string,
): Promise<number | undefined> {
  const asked = readPlain([federationExchange], args);
  if (asked === undefined || !isPlain(asked.input, process.env)) return undefined;
  let isSent = false;
  const noting: Send = (request, network) => {
    isSent = true;
    return send(request, network);
  };
  const host = realHost({ version, helper: '', send: noting });
  try {
    return await perform(host, asked.input, (adapted) => run(adapted, asked.input));
  } catch (error) {
    if (isMissing(error) && !isSent) return undefined;
    return fail(error, { json: asked.input.json === true, debug: false }, host);
  }
}

function isPlain(input: TypedInput, env: Env): boolean {
  return (
    Object.keys(input).every((name) => PLAIN_FLAGS.includes(name)) &&
    (input['federation-rule'] !== undefined || isSet(env, 'ANTHROPIC_FEDERATION_RULE_ID')) &&
    (input['identity-token-file'] !== undefined || isSet(env, 'ANTHROPIC_IDENTITY_TOKEN_FILE')) &&
    !isSet(env, 'ANTHROPIC_PROFILE') &&
    !Object.keys(env).some((name) => /^(https?|all)_proxy$/i.test(name))
  );
}

function isSet(env: Env, name: string): boolean {
  return (env[name] ?? '').trim() !== '';
}

/** What stands in the built file for everything that would be loaded later. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ANT_NOT_IN_THIS_FILE';
}
