import { AntError } from '../../errors.js';
import type { Input } from '../../grammar/spec.js';
import type { whoami } from '../../grammar/whoami.js';

type Given = Input<typeof whoami>;

/** Flags that only this program sees, and how the same is said to all. */
const OURS = [
  ['profile', 'ANTHROPIC_PROFILE=NAME ant whoami …'],
  ['config-dir', 'ANTHROPIC_CONFIG_DIR=DIR ant whoami …'],
  ['base-url', 'ANTHROPIC_BASE_URL=URL ant whoami …'],
  ['ignore-env', 'env -u ANTHROPIC_API_KEY -u ANTHROPIC_AUTH_TOKEN ant whoami …'],
] as const;

/** Refuses flags that would make the answer mean something else than it says. */
export function refuseOddFlags(input: Given): void {
  const ours = OURS.find(([name]) => input[name] !== undefined);
  if (input.for !== undefined && ours !== undefined) {
    refuse(
      `--for says what other clients do, and they see no --${ours[0]}`,
      `set the variable: ${ours[1]}`,
    );
  }
  if (input.replay !== undefined) refuseBesideReplay(input, ours?.[0]);
  if (input.installed && input.for === undefined) {
    refuse('--installed is about the clients of --for', 'add: --for all');
  }
  if (input['keep-paths'] && input.snapshot === undefined) {
    refuse('--keep-paths is about --snapshot', 'add: --snapshot FILE');
  }
}

/** Whether more is asked for than `ant`'s own decision. */
export function wantsFacts({ for: clients, explain, snapshot, replay }: Given): boolean {
  return [clients, explain, snapshot, replay].some((each) => each !== undefined);
}

function refuseBesideReplay(input: Given, ours: string | undefined): void {
  const other = input.verify ? 'verify' : input.snapshot === undefined ? ours : 'snapshot';
  if (other === undefined) return;
  refuse(
    `--replay answers for another machine, where --${other} has no meaning`,
    `leave out --replay or --${other}`,
  );
}

function refuse(message: string, hint: string): never {
  throw new AntError('usage', message, { hint });
}
