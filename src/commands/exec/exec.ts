import type { AttachedEnd } from '../../attached.js';
import { childEnvironment } from '../../child/environment.js';
import { type Mask, newMask } from '../../child/mask.js';
import type { UsableToken } from '../../credentials/usable-token.js';
import { AntError } from '../../errors.js';
import type { exec } from '../../grammar/exec.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { ending } from '../../output/time.js';
import { configDirectory } from '../../profiles/config-dir.js';
import type { Run } from '../command.js';
import { factsOf, note, noted } from '../log/noted.js';
import { keepFresh, RENEW_LENT_AT_SECONDS } from './keep-fresh.js';
import { type Loan, lendProfile, lendVariable } from './lend.js';
import { type Source, sourceOf } from './source.js';

type Given = Input<typeof exec>;

/** Runs a program with the credential that `whoami` or flags name and no other, and ends as it ended. */
export const run: Run<Given> = async (host, input) => {
  const source = await sourceOf(host, input);
  const about = aboutExec(configDirectory(host, input['config-dir']), source, input.command);
  const token = await noted(host, about, () => source.obtain(RENEW_LENT_AT_SECONDS));
  if (token.warning !== undefined) host.terminal.say(`ant: warning: ${token.warning}`);
  const { exitCode, followSuit } = await runLent(host, input, { source, token, about });
  followSuit();
  return { value: undefined, text: () => '', exitCode };
};

/** Only the program's name is recorded: its words may hold anything. */
function aboutExec(
  configDir: string | undefined,
  { profile }: Source,
  [program = '']: readonly string[],
) {
  const name = program.split(/[\\/]/).at(-1);
  return {
    event: 'exec',
    configDir,
    profile,
    facts: (token: UsableToken) => ({ ...factsOf(token), program: name }),
  } as const;
}

type Lent = {
  readonly source: Source;
  readonly token: UsableToken;
  readonly about: ReturnType<typeof aboutExec>;
};

async function runLent(host: Host, input: Given, lent: Lent): Promise<AttachedEnd> {
  const { source, token } = lent;
  const baseUrl = source.baseUrlFor(token);
  const mask = newMask();
  mask.hide(token.login.accessToken);
  const loan = await lend(host, lent, { baseUrl, inVariable: input.env === true });
  const over = new AbortController();
  const keeping = keep(host, lent, { loan, mask, signal: over.signal });
  try {
    if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
    const { env, withheld } = childEnvironment(host, { variables: loan.variables, baseUrl });
    if (withheld.length > 0) {
      host.terminal.say(`ant: withheld from the program: ${withheld.join(', ')}`);
    }
    return await host.attached.run(input.command, {
      env,
      ...(input['no-mask'] !== true && { filter: mask.filter }),
    });
  } finally {
    over.abort();
    // A renewal under way is waited for: the platform may have spent the old refresh token already.
    await keeping;
    await loan.takeBack().catch(() => host.terminal.say('ant: warning: could not tidy up'));
  }
}

type How = { readonly baseUrl: string; readonly inVariable: boolean };

async function lend(host: Host, { source, token }: Lent, how: How): Promise<Loan> {
  const { login } = token;
  const { variable, profile = 'exec', organizationId, workspaceId } = source;
  if (variable !== undefined) return lendVariable(host, variable, login);
  if (how.inVariable) {
    const until = ending(login.expiresAt, host.now());
    if (login.expiresAt !== undefined) {
      host.terminal.say(
        `ant: warning: a token in a variable is never renewed; it is good ${until}`,
      );
    }
    return lendVariable(host, 'ANTHROPIC_AUTH_TOKEN', login);
  }
  const { baseUrl } = how;
  return lendProfile(host, login, { name: profile, baseUrl, organizationId, workspaceId });
}

type Kept = { readonly loan: Loan; readonly mask: Mask; readonly signal: AbortSignal };

async function keep(
  host: Host,
  { source, token, about: { configDir, profile } }: Lent,
  { loan: { deliver }, mask, signal }: Kept,
): Promise<void> {
  if (deliver === undefined) return;
  await keepFresh(host, token, {
    obtain: async (minTtl) => sameParty(token, await source.obtain(minTtl)),
    deliver: async (login) => {
      mask.hide(login.accessToken);
      await deliver(login);
      await note(host, {
        event: 'refresh',
        configDir,
        profile,
        outcome: 'ok',
        ...factsOf({ login }),
      });
    },
    signal,
  });
}

/** Whoever signs in to another organization, or elsewhere, means the next program and not the running one. */
function sameParty({ login: before }: UsableToken, after: UsableToken): UsableToken {
  const differs = (key: 'origin' | 'organizationId') =>
    before[key] !== undefined && after.login[key] !== undefined && before[key] !== after.login[key];
  if (!differs('origin') && !differs('organizationId')) return after;
  throw new AntError('no-credential', 'its profile is now signed in to somewhere else');
}
