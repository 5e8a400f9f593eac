import { isObject } from '../../src/json.js';
import type { RunningSandbox } from '../support/running-sandbox.js';

/** What a token of the sandbox says; what is left out is as its template has it. */
export type Asked = {
  readonly sub?: string;
  readonly audience?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
};

export type Case = {
  readonly provider: string;
  readonly title: string;
  /** The sandbox's template, where the provider has none of its own there. */
  readonly template?: string;
  readonly words: readonly string[];
  readonly accepted: Asked;
  readonly refused: Readonly<Record<string, Asked>>;
};

/** What `ant sandbox mint` asks, for claims that are no text. */
export async function mint(
  sandbox: RunningSandbox,
  asked: Asked & { issuer: string },
): Promise<string> {
  const response = await fetch(`${sandbox.url}/sandbox/mint`, {
    method: 'POST',
    headers: { 'x-ant-sandbox': '1', 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  const answer: unknown = await response.json();
  const token = isObject(answer) ? answer.identity_token : undefined;
  if (typeof token !== 'string') throw new Error(`nothing was minted: ${JSON.stringify(answer)}`);
  return token;
}
