import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import type { TokenGrant } from '../../protocol/token-response.js';
import type { Backend } from '../../store/login.js';
import { keepLogin } from './login-keep.js';
import type { LoginPlan } from './login-plan.js';

export type Kept = {
  readonly grant: TokenGrant;
  readonly backend: Backend;
  /** Whether the person named that store just now: an order, which nothing here overrides. */
  readonly ordered: boolean;
};

/**
 * Keeps a login that has just been made, if need be in another store than was settled: it cannot be had
 * again without the browser. A person is asked where. Without one, a keychain that broke since it was
 * probed gives way to a private file, said aloud, unless --store named it. Returns the store it rests in.
 */
export async function keepSomewhere(host: Host, plan: LoginPlan, kept: Kept): Promise<Backend> {
  try {
    await keepLogin(host, plan, kept);
    return kept.backend;
  } catch (error) {
    if (!isStoreTrouble(error)) throw error;
    const backend = host.terminal.interactive
      ? await ask(host, error, kept.backend)
      : fallBack(host, error, kept);
    return keepSomewhere(host, plan, { ...kept, backend });
  }
}

function isStoreTrouble(error: unknown): error is AntError {
  return error instanceof AntError && (error.code === 'keychain' || error.code === 'file');
}

/** The same store again, once whatever is wrong was put right, or another one. */
async function ask(host: Host, error: AntError, backend: Backend): Promise<Backend> {
  const { terminal, interrupt } = host;
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
  if (line === undefined || /^no?$/.test(line)) throw notKept(error);
  return ask(host, error, backend);
}

function fallBack({ terminal }: Host, error: AntError, { backend, ordered }: Kept): Backend {
  if (ordered || backend === 'file' || error.code !== 'keychain') throw notKept(error);
  terminal.say(
    `ant: warning: ${error.message}; so both tokens rest in a private file, the refresh token too. Once the keychain works: ant auth store move ${backend}`,
  );
  return 'file';
}

function notKept({ code, message, hint }: AntError): AntError {
  return new AntError(code, `signed in, but the login could not be kept: ${message}`, {
    hint: hint ?? 'put that right and sign in again',
  });
}
