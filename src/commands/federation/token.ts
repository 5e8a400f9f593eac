import { assertionFrom, type Held } from '../../credentials/assertion.js';
import { NO_IDENTITY_TOKEN } from '../../credentials/federation-plan.js';
import { AntError } from '../../errors.js';
import type { federationToken } from '../../grammar/federation-token.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import type { IdentityTokenOrigin } from '../../identity/origin.js';
import { identityTokenText, identityTokenValue } from '../../output/identity-token.js';
import { absolutePath, configDirectory } from '../../profiles/config-dir.js';
import type { Answer, Run } from '../command.js';
import { note, noted } from '../log/noted.js';
import { federationProfile } from './federation-profile.js';
import { ambientIdentity, chosenIdentity, sayUnheeded } from './identity-token-of.js';
import { keepFileFresh } from './keep-file-fresh.js';
import { checkPrivatePath } from './write/private-path.js';

type Given = Input<typeof federationToken>;

/**
 * Prints the workload's identity token, or writes it to a file, once or for as long as it is watched: one of the
 * three commands that may print a token.
 */
export const run: Run<Given> = async (host, input) => {
  const parent = host.parent();
  const out = input.out === undefined ? undefined : absolutePath(host, input.out);
  if (input.watch && out === undefined) {
    throw new AntError('usage', '--watch keeps a file fresh, and --out does not name one', {
      hint: 'as in: ant federation token --watch --out FILE',
    });
  }
  const origin = await originFor(host, input, out);
  if (out !== undefined) await checkPrivatePath(host, out);
  const obtain = async () => (await assertionFrom(host, origin)).obtain();
  const configDir = configDirectory(host, input['config-dir']);
  const facts = () => ({ how: 'identity-token' });
  const held = await noted(host, { event: 'print', configDir, facts }, obtain);
  if (out === undefined) return printed(host, held);
  const deliver = (next: Held) => writeTo(host, out, next);
  await deliver(held);
  const noteRenewal = (outcome: string) =>
    note(host, { event: 'refresh', configDir, outcome, ...facts() });
  if (input.watch) await keepFileFresh(host, held, { obtain, deliver, note: noteRenewal, parent });
  return { value: { ...identityTokenValue(held.claims), path: out }, text: () => '' };
};

/** What is asked, and asked again. */
async function originFor(
  host: Host,
  input: Given,
  out: string | undefined,
): Promise<IdentityTokenOrigin> {
  const profile = await federationProfile(host, input);
  const found = await chosenIdentity(host, input, profile);
  const origin = isFile(host, found, out) ? await instead(host, input, found) : found;
  sayUnheeded(host, input, origin);
  if (origin === undefined) throw noIdentity();
  if (input.watch && (origin.kind === 'stdin' || origin.kind === 'variable')) {
    throw new AntError(
      'usage',
      `${nameOf(origin)} holds one identity token and never a newer one`,
      {
        hint: 'without --watch it is written once; a source that can be asked again: --source NAME',
      },
    );
  }
  return origin;
}

type FileOrigin = Extract<IdentityTokenOrigin, { kind: 'file' }>;

function isFile(
  host: Host,
  origin: IdentityTokenOrigin | undefined,
  path: string | undefined,
): origin is FileOrigin {
  return origin?.kind === 'file' && absolutePath(host, origin.path) === path;
}

/** The very file that is to be written, as `ANTHROPIC_IDENTITY_TOKEN_FILE` names it for others, is no source of it. */
async function instead(host: Host, input: Given, { from }: FileOrigin) {
  if (from === '--identity-token-file') {
    throw new AntError('usage', '--identity-token-file and --out name the same file', {
      hint: 'name another file with --out, or leave out --identity-token-file',
    });
  }
  return input['no-ambient'] ? undefined : ambientIdentity(host, input);
}

function nameOf(origin: Exclude<IdentityTokenOrigin, { kind: 'file' | 'source' }>): string {
  return origin.kind === 'stdin' ? 'standard input' : origin.name;
}

function noIdentity(): AntError {
  return new AntError('no-credential', NO_IDENTITY_TOKEN, {
    hint: 'see what is here, and what it lacks: ant federation detect',
  });
}

function printed(host: Host, { token, claims }: Held): Answer {
  host.terminal.say(`ant: ${identityTokenText(claims, host.now())}`);
  return {
    value: { ...identityTokenValue(claims), identity_token: token.reveal() },
    text: () => `${token.reveal()}\n`,
  };
}

async function writeTo(host: Host, path: string, { token, claims }: Held): Promise<void> {
  await host.files.write(path, token.reveal(), { mode: 0o600, directoryMode: 0o700 });
  host.terminal.say(`ant: wrote ${path}: ${identityTokenText(claims, host.now())}`);
}
