import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { printable } from '../../printable.js';
import type { TokenGrant } from '../../protocol/token-response.js';
import { credentialsPath } from '../../store/credentials-file.js';
import type { Backend } from '../../store/login.js';
import { keepLogin, loginShelf } from './login-keep.js';
import type { LoginPlan } from './login-plan.js';

export type Kept = {
  readonly grant: TokenGrant;
  readonly backend: Backend;
  /** Whether the person named that store just now: an order. */
  readonly ordered: boolean;
};

/** Where a login rests in the end; `insteadOf` an ordered store that could not be had. */
export type Resting = { readonly backend: Backend; readonly insteadOf?: Backend };

/**
 * Keeps a login that has just been made, if need be in another store than was settled: it cannot be had
 * again without the browser. A person is asked where. Without one, a keychain that broke since it was
 * probed gives way to a private file, said aloud.
 */
export async function keepSomewhere(host: Host, plan: LoginPlan, kept: Kept): Promise<Resting> {
  const trouble = await attempt(host, plan, kept);
  if (trouble === undefined) return { backend: kept.backend };
  if (host.terminal.interactive) {
    const backend = await ask(host, trouble, kept.backend);
    return keepSomewhere(host, plan, { ...kept, backend });
  }
  if (trouble.tokensKept) throw trouble.error;
  return fallBack(host, plan, { ...kept, error: trouble.error });
}

type Trouble = { readonly error: AntError; readonly tokensKept: boolean };

async function attempt(host: Host, plan: LoginPlan, kept: Kept): Promise<Trouble | undefined> {
  try {
    const error = await keepLogin(host, plan, kept);
    return error && { error, tokensKept: true };
  } catch (error) {
    if (!isStoreTrouble(error)) throw error;
    return { error, tokensKept: false };
  }
}

function isStoreTrouble(error: unknown): error is AntError {
  return error instanceof AntError && (error.code === 'keychain' || error.code === 'file');
}

/** The same store again, once whatever is wrong was put right, or another one. */
async function ask(host: Host, trouble: Trouble, backend: Backend): Promise<Backend> {
  const { terminal, interrupt } = host;
  const { error, tokensKept } = trouble;
  const others = (['split', 'keychain', 'file'] as const).filter((each) => each !== backend);
  terminal.say(`ant: error: ${error.message}`);
  if (error.hint !== undefined) terminal.say(`ant: hint: ${error.hint}`);
  terminal.say(
    `You are signed in, but the login is not kept yet. Press Enter to try again, type ${others.join(' or ')} to keep it there, or "no" to give it up.`,
  );
  const line = (await terminal.readLine(interrupt))?.trim().toLowerCase();
  if (line === '') return backend;
  const other = others.find((each) => each === line);
  if (other !== undefined) return other;
  if (line === undefined || /^no?$/.test(line)) throw tokensKept ? error : notKept(error);
  return ask(host, trouble, backend);
}

async function fallBack(
  host: Host,
  plan: LoginPlan,
  { error, ...kept }: Kept & { readonly error: AntError },
): Promise<Resting> {
  const { backend, ordered } = kept;
  if (backend === 'file' || error.code !== 'keychain') throw notKept(error);
  const resting = await keepSomewhere(host, plan, { ...kept, backend: 'file' });
  const path = printable(credentialsPath(host.platform, loginShelf(plan, 'file')), 300);
  const words = ordered ? `error: not kept as --store ${backend} says` : 'warning';
  host.terminal.say(
    `ant: ${words}: ${error.message}; so both tokens rest in the private file ${path}, the refresh token too. Once the keychain works: ant auth store move ${backend} --profile ${plan.name}`,
  );
  return ordered ? { ...resting, insteadOf: backend } : resting;
}

function notKept({ code, message, hint }: AntError): AntError {
  return new AntError(code, `signed in, but the login could not be kept: ${message}`, {
    hint: hint ?? 'put that right and sign in again',
  });
}
