import { AntError } from '../../errors.js';
import type { sandboxMint } from '../../grammar/sandbox.js';
import type { Input } from '../../grammar/spec.js';
import { type JsonObject, readString } from '../../json.js';
import type { Run } from '../command.js';
import { askSandbox } from './running.js';

/** Has the running sandbox sign an identity token. It works nowhere else, so it may be printed. */
export const run: Run<Input<typeof sandboxMint>> = async (host, input) => {
  if (input.issuer === undefined) {
    throw new AntError('usage', '--issuer is missing', {
      hint: 'name one, as in: ant sandbox mint --issuer github-actions',
    });
  }
  const answer = await askSandbox(host, {
    port: input.port,
    path: '/sandbox/mint',
    body: {
      issuer: input.issuer,
      sub: input.sub,
      audience: input.audience,
      ttl_seconds: input.ttl,
      claims: readClaims(input.claim ?? []),
    },
  });
  return { value: answer, text: () => `${readString(answer, 'identity_token') ?? ''}\n` };
};

function readClaims(given: readonly string[]): JsonObject {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) {
        throw new AntError('usage', '--claim is not a name and a value', {
          hint: 'write it as in: --claim environment=production',
        });
      }
      const name = text.slice(0, at);
      return [name, readValue(name, text.slice(at + 1))];
    }),
  );
}

function readValue(name: string, text: string): unknown {
  if (['iat', 'exp', 'nbf'].includes(name) && /^\d+$/.test(text)) return Number(text);
  if (!/^[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new AntError('usage', `--claim ${name} starts like JSON and is not`, {
      hint: 'quote the value for your shell, as in: --claim \'groups=["a","b"]\'',
    });
  }
}
