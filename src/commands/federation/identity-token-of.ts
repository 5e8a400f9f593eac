import {
  identityTokenFromEnvironment,
  identityTokenFromProfile,
  otherAudience,
  PLATFORM_AUDIENCE,
} from '../../credentials/federation-plan.js';
import type { SelectedProfile } from '../../credentials/selected-profile.js';
import { AntError } from '../../errors.js';
import type { IDENTITY_TOKEN_FLAGS } from '../../grammar/federation-inputs.js';
import type { Input, Spec } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import {
  describeOrigin,
  type IdentityTokenOrigin,
  type SourceOrigin,
} from '../../identity/origin.js';
import type { SourceId, SourceSettings } from '../../identity/source.js';
import { printable } from '../../printable.js';

type Typed = Input<Spec & { readonly arguments: []; readonly flags: typeof IDENTITY_TOKEN_FLAGS }>;

/**
 * What is presented: flags first, then what the profile names, then variables, then the identity this machine
 * has of itself. `undefined` when there is none. An `AntError('usage')` for flags that contradict each other; a flag that
 * says nothing about what is presented is named on stderr.
 */
export async function identityTokenOf(
  host: Host,
  input: Typed,
  profile: SelectedProfile | undefined,
): Promise<IdentityTokenOrigin | undefined> {
  const origin = await chosenIdentity(host, input, profile);
  sayUnheeded(host, input, origin);
  return origin;
}

/** The same, for who may yet present something else: nothing is said of flags that are not heeded. */
export async function chosenIdentity(
  host: Host,
  input: Typed,
  profile: SelectedProfile | undefined,
): Promise<IdentityTokenOrigin | undefined> {
  refuseContradiction(input);
  const file = input['identity-token-file'];
  if (file === '-') return { kind: 'stdin' };
  if (file !== undefined) return { kind: 'file', path: file, from: '--identity-token-file' };
  if (input.source !== undefined) return sourceOrigin(input, input.source, '--source');
  const set = profile
    ? identityTokenFromProfile(profile, host.env)
    : identityTokenFromEnvironment(host.env);
  if (set === undefined) return input['no-ambient'] ? undefined : ambientIdentity(host, input);
  return set.kind === 'source' ? retold(host, set, input) : set;
}

/** Names the flags that only a source could heed, where something else was found to present. */
export function sayUnheeded(
  { terminal }: Host,
  input: Typed,
  origin: IdentityTokenOrigin | undefined,
): void {
  const flags = forSources(input);
  if (origin === undefined || origin.kind === 'source' || flags.length === 0) return;
  const tell = `${flags.join(' and ')} ${flags.length === 1 ? 'tells' : 'tell'} a source`;
  const from = printable(describeOrigin(origin), 300);
  terminal.say(
    `ant: note: ${tell}, and the identity token comes from ${from}; to ask a source instead: --source NAME`,
  );
}

function refuseContradiction(input: Typed): void {
  // What is no setting is refused, whoever would have been told.
  settingsOf(input);
  if (input['identity-token-file'] === undefined) return;
  if (input.source !== undefined) {
    throw new AntError('usage', '--identity-token-file and --source both say where it comes from', {
      hint: 'give one of them',
    });
  }
  const [flag] = forSources(input);
  if (flag === undefined) return;
  throw new AntError(
    'usage',
    `${flag} tells a source, and --identity-token-file names a file instead`,
    { hint: `leave out ${flag}, or name the source: --source NAME` },
  );
}

function forSources(input: Typed): readonly string[] {
  const flags = ['audience', 'source-setting'] as const;
  return flags.filter((flag) => input[flag] !== undefined).map((flag) => `--${flag}`);
}

/** What this machine is, if it is something; told on stderr. */
export async function ambientIdentity(host: Host, input: Typed): Promise<SourceOrigin | undefined> {
  const { ambientSource, detectAll } = await import('../../identity/detect.js');
  const found = ambientSource(await detectAll(host, settingsOf(input)));
  if (found === undefined) return undefined;
  host.terminal.say(`ant: the identity token comes from ${found.source.title}, found here`);
  return sourceOrigin(input, found.source.id, 'found here');
}

function sourceOrigin(input: Typed, id: SourceId, from: string): SourceOrigin {
  const audience = input.audience?.trim() ?? PLATFORM_AUDIENCE;
  return { kind: 'source', id, audience, settings: settingsOf(input), from };
}

/** The profile's source, told otherwise for this once. An audience that nobody typed is said. */
function retold({ terminal }: Host, set: SourceOrigin, input: Typed): SourceOrigin {
  const audience = input.audience?.trim() ?? set.audience;
  const other = input.audience === undefined ? otherAudience(set) : undefined;
  if (other !== undefined) terminal.say(`ant: ${other}`);
  return { ...set, audience, settings: { ...set.settings, ...settingsOf(input) } };
}

/** What `--source-setting` tells the source; an `AntError('usage')` for what is no `NAME=VALUE`. */
export function settingsOf({
  'source-setting': typed = [],
}: Pick<Typed, 'source-setting'>): SourceSettings {
  return Object.fromEntries(typed.map(readSetting));
}

function readSetting(text: string): readonly [string, string] {
  const [, name, value] = /^([a-z_]+)=(.+)$/su.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new AntError('usage', '--source-setting takes NAME=VALUE', {
    hint: 'as in --source-setting client_id=…; each source’s settings are under docs/sources',
  });
}
