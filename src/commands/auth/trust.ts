import { AntError } from '../../errors.js';
import type { authTrust } from '../../grammar/auth-store.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { withLoginLock } from '../../lock/with-login-lock.js';
import { printable } from '../../printable.js';
import { originOf, parseBaseUrl } from '../../protocol/base-url.js';
import type { Shelf } from '../../store/login.js';
import { loadLogin } from '../../store/store.js';
import { saveTrusted } from '../../store/trust.js';
import type { Run } from '../command.js';
import { noteChange } from '../log/noted.js';
import { mayAsk } from '../profile/may-ask.js';
import { requireSelected } from '../selected.js';

type Given = Input<typeof authTrust>;

/** Notes beside a login where else its access token may be sent, or takes that back, or lists it. */
export const run: Run<Given> = async (host, input) => {
  const { shelf } = await requireSelected(host, input);
  const { trusted = [] } = await requireLogin(host, shelf);
  if (input.origin === undefined) {
    if (input.remove) {
      throw new AntError('usage', '--remove needs the origin to remove', {
        hint: `ant auth trust --remove ${printable(trusted[0] ?? 'ORIGIN')}`,
      });
    }
    return answer(shelf, trusted);
  }
  const origin = originOf(parseBaseUrl(input.origin, 'ORIGIN'));
  if (!input.remove && !trusted.includes(origin)) await confirm(host, { shelf, origin, input });
  const { configDir, profile } = shelf;
  const now = await withLoginLock(host, { configDir, profile }, async () => {
    // Whatever was read before the lock may have changed, which profile is active too.
    const { shelf: locked } = await requireSelected(host, { ...input, profile });
    return change(host, locked, { origin, remove: input.remove === true });
  });
  const how = input.remove ? 'withdrawn' : 'given';
  await noteChange(host, { event: 'trust', how, configDir, profile });
  return answer(shelf, now);
};

async function requireLogin(host: Host, shelf: Shelf) {
  const login = await loadLogin(host, shelf);
  if (login !== undefined) return login;
  throw new AntError(
    'no-credential',
    `profile "${shelf.profile}" has no login that could be trusted to anyone`,
    {
      hint: `run: ant auth login --profile ${shelf.profile}`,
    },
  );
}

type Change = { readonly origin: string; readonly remove: boolean };

async function change(
  host: Host,
  shelf: Shelf,
  { origin, remove }: Change,
): Promise<readonly string[]> {
  const { trusted = [] } = await requireLogin(host, shelf);
  const others = trusted.filter((each) => each !== origin);
  const wanted = remove ? others : [...others, origin];
  await saveTrusted(host, shelf, wanted);
  return wanted;
}

type Question = { readonly shelf: Shelf; readonly origin: string; readonly input: Given };

/** A decision of a person: a script has to say `--yes`. */
async function confirm(host: Host, { shelf, origin, input }: Question): Promise<void> {
  if (input.yes) return;
  if (!mayAsk(host, input)) {
    throw new AntError('usage', 'trusting an address has to be confirmed', {
      hint: `ant auth trust ${origin} --profile ${shelf.profile} --yes`,
    });
  }
  host.terminal.say(
    `Whoever runs ${printable(origin)} could act as you until the token ends. Send it the access token of profile "${shelf.profile}"? [y/N]`,
  );
  const line = await host.terminal.readLine(host.interrupt);
  if (host.interrupt.aborted) throw new AntError('interrupted', 'interrupted');
  if (/^y(es)?$/i.test(line?.trim() ?? '')) return;
  throw new AntError('denied', 'nothing was changed');
}

function answer({ profile }: Shelf, trusted: readonly string[]) {
  const others = trusted.map((each) => ` and to ${printable(each)}`).join('');
  return {
    value: { schema_version: 1, profile, trusted },
    text: () =>
      `the access token of profile "${profile}" is sent to where it was issued${others || ', and nowhere else'}\n`,
  };
}
