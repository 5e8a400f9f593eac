import { fields, list, maybe, number, record, text, word } from '../../clients/decode.js';
import { readFacts } from '../../clients/read-facts.js';
import {
  type Candidate,
  type Drift,
  type Identity,
  type Party,
  TIERS,
} from '../../credentials/candidate.js';
import { AntError } from '../../errors.js';
import type { Host } from '../../host.js';
import { readJsonObject } from '../../json.js';
import { renderJson } from '../../output/json.js';
import { printable } from '../../printable.js';
import type { InstalledReleases } from './asked-clients.js';
import { redactDeep } from './redact-deep.js';
import type { Scene } from './scene.js';

const KIND = 'ant whoami snapshot';
const SCHEMA_VERSION = 1;
const PRIVATE = { mode: 0o600, directoryMode: 0o700 } as const;

/** Writes all that decided to a new private file, without a secret and, unless `keepPaths`, without the home. */
export async function writeSnapshot(
  host: Host,
  scene: Scene,
  { path, keepPaths }: { readonly path: string; readonly keepPaths: boolean },
): Promise<void> {
  if ((await host.files.read(path)) !== undefined) {
    throw new AntError('file', `${printable(path, 300)} exists already`, {
      hint: 'name a new file',
    });
  }
  await host.files.write(path, snapshotText(scene, keepPaths ? [] : homesOf(host)), PRIVATE);
}

/** The text of a snapshot in which each of `homes` is written as `~`. */
export function snapshotText(scene: Scene, homes: readonly string[]): string {
  const whole = { kind: KIND, schema_version: SCHEMA_VERSION, ...scene };
  return renderJson(redactDeep(whole, homes));
}

/** A person's home, under both names that the system may have for it. */
export function homesOf({ home, env }: Pick<Host, 'home' | 'env'>): readonly string[] {
  return [home, env.USERPROFILE].flatMap((each) => {
    const plain = each?.trim().replace(/[\\/]+$/, '') ?? '';
    return plain === '' ? [] : [plain];
  });
}

/** Reads what somebody else may have written. An `AntError('file')` says what makes no sense. */
export async function readSnapshot(host: Pick<Host, 'files'>, path: string): Promise<Scene> {
  const view = await host.files.read(path, { follow: true });
  if (view === undefined) throw new AntError('file', `there is no file ${printable(path, 300)}`);
  return parseSnapshot(view.text, path);
}

export function parseSnapshot(from: string, path: string): Scene {
  const name = printable(path, 300);
  const raw = readJsonObject(from);
  if (raw?.kind !== KIND) {
    throw new AntError('file', `${name} is no snapshot of ant whoami`, {
      hint: 'make one with: ant whoami --snapshot FILE',
    });
  }
  if (raw.schema_version !== SCHEMA_VERSION) {
    throw new AntError('file', `${name} is a snapshot of a form that this ant does not know`, {
      hint: 'replay it with the ant that made it, or a newer one',
    });
  }
  return readScene(raw, name);
}

const party = fields<Party>({ id: text, name: maybe(text) });

const identity = fields<Identity>({
  kind: word('api-key', 'auth-token', 'login', 'federation'),
  profile: maybe(text),
  keptIn: maybe(word('split', 'keychain', 'file')),
  account: maybe(text),
  organization: maybe(party),
  workspace: maybe(party),
  serviceAccountId: maybe(text),
  federationRuleId: maybe(text),
  scope: maybe(text),
  expiresAt: maybe(number),
  renewal: maybe(word('refresh', 'exchange', 'none')),
  baseUrl: text,
  drift: maybe(
    list(
      fields<Drift>({
        what: word('organization', 'workspace'),
        asked: text,
        by: text,
        token: text,
      }),
    ),
  ),
});

const readScene = fields<Scene>({
  candidates: list(
    fields<Candidate>({
      tier: word(...TIERS),
      origin: text,
      profile: maybe(text),
      state: word('ready', 'absent', 'incomplete', 'broken'),
      because: maybe(text),
      hint: maybe(text),
      identity: maybe(identity),
    }),
  ),
  facts: readFacts,
  configDir: maybe(text),
  flags: fields<Scene['flags']>({
    profile: maybe(text),
    configDir: maybe(word(true)),
    ignoreEnv: maybe(word(true)),
  }),
  installed: maybe(record(fields<InstalledReleases[string]>({ version: text, where: text }))),
  version: text,
});
