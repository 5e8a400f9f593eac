import { AntError } from '../errors.js';
import type { Host } from '../host.js';
import { userAgent } from '../protocol/headers.js';
import { leadsSomewhere } from './certificate.js';
import type { Check } from './check.js';
import { broken, type Finding, type Machine, note, ok, skipped, unseen, words } from './finding.js';
import { readHttpDate } from './http-date.js';
import { caught } from './scene.js';
import { whoToAsk } from './server.js';
import { span } from './span.js';

/** The platform allows an assertion's clock to be wrong by this many seconds. */
const TOLERATED = 30;
/** Seconds not worth a word: both clocks are read in whole ones. */
const USUAL = 5;
const LIMIT = 5_000;

/** This machine's clock against the server's. Sends no credential. */
export const clock: Check = {
  id: 'clock',
  group: 'network',
  title: 'clock',
  look: async (host, scene) => {
    const asked = whoToAsk(scene);
    if ('state' in asked) return [asked];
    const reachable = await leadsSomewhere(host, scene, asked);
    const shaken = reachable ? (await scene.shakeHands(asked)).state : 'silent';
    if (shaken === 'silent' || shaken === 'refused') return [skipped('there is nobody to ask')];
    const read = await caught(() => compare(host, asked));
    if (read instanceof AntError) return [unseen(read)];
    if (read === undefined)
      return [skipped(`${asked.host} did not say what time it is`, 'network')];
    return [judge(host, asked, read)];
  },
};

/** Seconds by which this clock is ahead, and by how many that may be wrong. */
type Reading = { readonly ahead: number; readonly give: number };

async function compare(
  { http, now, locks, version }: Pick<Host, 'http' | 'now' | 'locks' | 'version'>,
  url: URL,
): Promise<Reading | undefined> {
  const [sent, start] = [now(), locks.ticks()];
  const { headers } = await http({
    method: 'HEAD',
    url: url.href,
    headers: { 'user-agent': userAgent(version) },
    limit: LIMIT,
  });
  const [received, end] = [now(), locks.ticks()];
  const date = readHttpDate(headers.date ?? '');
  if (date === undefined) return undefined;
  const { age = '' } = headers;
  const kept = /^\d{1,9}$/.test(age) ? Number(age) : 0;
  return { ahead: (sent + received) / 2 - (date + kept), give: (end - start) / 2000 + 1 };
}

function judge({ platform }: Machine, { host }: URL, { ahead, give }: Reading): Finding {
  const off = Math.abs(ahead);
  const far = off < 120 ? '' : ` (${span(off)})`;
  const how = `${Math.round(off)} s${far} ${ahead > 0 ? 'ahead of' : 'behind'} ${host}`;
  if (off - give <= USUAL) return ok(`within ${Math.max(1, Math.ceil(off))} s of ${host}`);
  if (off - give <= TOLERATED) {
    return note(
      `this clock is ${how}; from ${TOLERATED} s on, identity tokens are refused`,
      SET[platform],
    );
  }
  const said = `this clock is ${how}, and identity tokens are refused from ${TOLERATED} s on`;
  return broken(said, SET[platform]);
}

const SET = {
  linux: words('set the clock: sudo timedatectl set-ntp true'),
  darwin: words('set the clock: sudo sntp -sS time.apple.com'),
  win32: words('set the clock: w32tm /resync'),
} as const satisfies Record<Host['platform'], unknown>;
