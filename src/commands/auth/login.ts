import { loginFrom } from '../../credentials/login-from.js';
import { AntError, EXIT_CODES } from '../../errors.js';
import type { Facts } from '../../events/event.js';
import type { authLogin } from '../../grammar/auth.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { browserLogin } from '../../login/browser-login.js';
import { mismatch, missingScopes } from '../../login/mismatch.js';
import { plainView } from '../../login/plain-view.js';
import type { LoginView } from '../../login/view.js';
import { signedInLines, signedInValue } from '../../output/signed-in.js';
import { printable, withoutPassword } from '../../printable.js';
import { effectiveProfile } from '../../profiles/effective.js';
import { originOf } from '../../protocol/base-url.js';
import type { TokenGrant } from '../../protocol/token-response.js';
import type { Backend } from '../../store/login.js';
import { screenFor } from '../../tui/screen.js';
import type { Run } from '../command.js';
import { factsOf, noted } from '../log/noted.js';
import { keepSomewhere, type Resting } from './keep-somewhere.js';
import { checkPlaces } from './login-keep.js';
import { type LoginPlan, planLogin } from './login-plan.js';
import { settleBackend } from './settle-backend.js';
import { whileWaiting } from './while-waiting.js';

type Given = Input<typeof authLogin>;

/** Signs a person in. The store is probed before the browser opens, so that no token is won and lost. */
export const run: Run<Given> = async (host, input) => {
  const plan = await planLogin(host, input);
  const backend = await settleBackend(host, input.store ?? plan.existing?.store);
  await checkPlaces(host, plan, backend);
  warnOfAddress(host, plan);
  const { configDir, name: profile } = plan;
  const about = { event: 'login', configDir, profile, facts: grantFacts } as const;
  const { grant, resting } = await noted(host, about, () => signIn(host, { plan, input, backend }));
  const kept = { profile, backend: resting.backend, activated: plan.activate };
  for (const line of signedInLines(grant, kept, host.now())) host.terminal.say(line);
  // Kept, because it cannot be had again; but a script must learn that its order was not followed.
  const exitCode = resting.insteadOf === undefined ? 0 : EXIT_CODES.keychain;
  return { value: signedInValue(grant, kept), text: () => '', exitCode };
};

/** A profile that exists keeps its address, and a login is renewed nowhere but where it was issued. */
function warnOfAddress({ env, terminal }: Host, { existing, name, request }: LoginPlan): void {
  if (existing === undefined) return;
  const { value } = effectiveProfile(existing, env).tokenBaseUrl;
  if (URL.canParse(value) && originOf(new URL(value)) === originOf(request.baseUrl)) return;
  const { href } = request.baseUrl;
  terminal.say(
    `ant: warning: profile "${name}" uses ${printable(withoutPassword(value))}, where this login cannot be renewed; to change that: ant profile set base_url ${href} --profile ${name}`,
  );
}

type SigningIn = {
  readonly plan: LoginPlan;
  readonly input: Given;
  readonly backend: Backend;
};

type SignedIn = { readonly grant: TokenGrant; readonly resting: Resting };

async function signIn(host: Host, { plan, input, backend }: SigningIn): Promise<SignedIn> {
  const grant = await whileWaiting(host, plan, (other) => {
    if (other === undefined) return askPerson(host, plan, input);
    const here = plan.request.mode === 'browser' ? 'this one opens no browser' : 'either will do';
    host.terminal.say(
      `ant: note: another login of profile "${plan.name}" is already waiting (${other}): ${here}`,
    );
    return askPerson({ ...host, openBrowser: async () => false }, plan, input);
  });
  await stopOnMismatch(host, { plan, grant, accept: input['accept-mismatch'] === true });
  const ordered = input.store !== undefined;
  return { grant, resting: await keepSomewhere(host, plan, { grant, backend, ordered }) };
}

function grantFacts({ grant }: SignedIn): Facts {
  return factsOf({ login: loginFrom(grant) });
}

async function askPerson(host: Host, plan: LoginPlan, input: Given): Promise<TokenGrant> {
  const { view, close } = await openView(host, input);
  try {
    return await browserLogin(host, plan.request, view);
  } finally {
    close();
  }
}

type OpenView = { readonly view: LoginView; readonly close: () => void };

/** A screen for a person at a terminal; plain lines for everyone and everything else. */
async function openView(host: Host, input: Given): Promise<OpenView> {
  const screen = screenFor(host, input);
  if (screen === undefined) return { view: plainView(host), close: () => undefined };
  const { inkLoginView } = await import('../../tui/login-view.js');
  const view = inkLoginView(host, screen);
  return { view, close: view.close };
}

type Checked = {
  readonly plan: LoginPlan;
  readonly grant: TokenGrant;
  readonly accept: boolean;
};

/** A login for somewhere else than asked must not overwrite one that is right. */
async function stopOnMismatch(host: Host, { plan, grant, accept }: Checked): Promise<void> {
  for (const scope of missingScopes(plan.request, grant)) {
    host.terminal.say(`ant: warning: scope ${printable(scope, 80)} was asked for and not granted`);
  }
  const differences = mismatch(plan.request, grant);
  if (differences.length === 0 || accept) return;
  const words = differences.map(
    ({ what, asked, got = 'none' }) =>
      `${what} ${printable(got, 80)} instead of ${printable(asked, 80)}`,
  );
  const message = `the login came back for ${words.join(' and ')}`;
  if (host.terminal.interactive && (await confirm(host, `${message}. Keep it? [y/N] `))) return;
  throw new AntError('denied', `${message}; nothing was stored`, {
    hint: 'choose the right one on the page, or add --accept-mismatch to keep what comes back',
  });
}

async function confirm(host: Host, question: string): Promise<boolean> {
  host.terminal.say(question);
  const line = await host.terminal.readLine(host.interrupt);
  return /^y(es)?$/i.test(line?.trim() ?? '');
}
