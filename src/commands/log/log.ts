import { AntError } from '../../errors.js';
import { readLog } from '../../events/log.js';
import { type LogPlace, logPlace } from '../../events/place.js';
import { type Break, findBreak } from '../../events/verify.js';
import type { log } from '../../grammar/log.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { readJsonObject } from '../../json.js';
import { withGenerationLock } from '../../lock/generation-lock.js';
import { breakValue, renderLog, renderVerified } from '../../output/log.js';
import { printable } from '../../printable.js';
import { requireConfigDirectory } from '../../profiles/config-dir.js';
import type { Answer, Run } from '../command.js';
import { chainAll, lockAt } from './noted.js';

type Given = Input<typeof log>;

const SHOWN = '20';

/** Shows what was done with credentials here, or checks that nobody touched the record of it. */
export const run: Run<Given> = async (host, input) => {
  const limit = limitOf(input);
  const place = logPlace(requireConfigDirectory(host, input['config-dir']));
  await chainWaiting(host, place);
  if (input.action === 'verify') return verify(host, place);
  const { lines } = await readLog(host, place);
  const events = lines
    .map(({ text }) => readJsonObject(text) ?? {})
    .filter(({ profile }) => input.profile === undefined || profile === input.profile)
    .slice(-limit);
  return { value: { schema_version: 1, events }, text: () => renderLog(events, input.profile) };
};

async function verify(host: Host, place: LogPlace): Promise<Answer> {
  const { events, broken } = await look(host, place);
  return {
    value: {
      schema_version: 1,
      intact: broken === undefined,
      events,
      ...(broken && { broken: breakValue(broken) }),
    },
    text: () => renderVerified(events, broken),
    exitCode: broken === undefined ? 0 : 7,
  };
}

type Look = { readonly events: number; readonly broken: Break | undefined };

/** A break that is seen without the lock may be another process that is writing. */
async function look(host: Host, place: LogPlace): Promise<Look> {
  const seen = await lookOnce(host, place);
  if (seen.broken === undefined) return seen;
  try {
    return await withGenerationLock(host, lockAt(place), () => lookOnce(host, place));
  } catch (error) {
    // Where no lock can be made, as on a read-only disk, nobody writes.
    if (error instanceof AntError && error.code === 'file') return seen;
    throw error;
  }
}

async function lookOnce(host: Host, place: LogPlace): Promise<Look> {
  const { head, lines } = await readLog(host, place);
  return { events: lines.length, broken: findBreak(head, lines) };
}

/** What cannot be chained, as on a read-only disk, is no reason not to show the rest. */
async function chainWaiting(host: Host, place: LogPlace): Promise<void> {
  try {
    await chainAll(host, place);
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    host.terminal.say(`ant: warning: the newest events may be missing: ${error.message}`);
  }
}

function limitOf({ limit = SHOWN }: Given): number {
  if (/^[1-9]\d{0,6}$/.test(limit)) return Number(limit);
  throw new AntError('usage', `--limit takes a number from 1, not "${printable(limit, 60)}"`);
}
