import { AntError } from '../errors.js';
import type { Input, Spec } from '../grammar/spec.js';
import type { COMMANDS } from '../grammar/table.js';
import type { Run } from './command.js';

type Words<Path extends readonly string[]> = Path extends readonly [infer Only extends string]
  ? Only
  : Path extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
    ? `${First} ${Words<Rest>}`
    : never;

type Command = (typeof COMMANDS)[number];

/** One entry for each command in the table, taking that command's own input: else it does not compile. */
type Runs = {
  readonly [S in Command as Words<S['path']>]: () => Promise<{ readonly run: Run<Input<S>> }>;
};

const RUNS: Runs = {
  'auth login': () => import('./auth/login.js'),
  'auth logout': () => import('./auth/logout.js'),
  'auth status': () => import('./auth/status.js'),
  'auth refresh': () => import('./auth/refresh.js'),
  'auth print-credentials': () => import('./auth/print-credentials.js'),
  'auth store': () => import('./auth/store-show.js'),
  'auth store move': () => import('./auth/store-move.js'),
  'auth trust': () => import('./auth/trust.js'),
  'profile list': () => import('./profile/list.js'),
  'profile show': () => import('./profile/show.js'),
  'profile get': () => import('./profile/get.js'),
  'profile set': () => import('./profile/set.js'),
  'profile unset': () => import('./profile/unset.js'),
  'profile create': () => import('./profile/create.js'),
  'profile copy': () => import('./profile/copy.js'),
  'profile rename': () => import('./profile/rename.js'),
  'profile delete': () => import('./profile/delete.js'),
  'profile activate': () => import('./profile/activate.js'),
  'profile path': () => import('./profile/path.js'),
  exec: () => import('./exec/exec.js'),
  log: () => import('./log/log.js'),
  doctor: () => import('./doctor/doctor.js'),
  scan: () => import('./scan/scan.js'),
  'federation exchange': () => import('./federation/exchange.js'),
  'federation detect': () => import('./federation/detect.js'),
  'federation token': () => import('./federation/token.js'),
  'federation revoke-local': () => import('./federation/revoke-local.js'),
  'federation init': () => import('./federation/init.js'),
  'sandbox start': () => import('./sandbox/start.js'),
  'sandbox mint': () => import('./sandbox/mint.js'),
  'sandbox history': () => import('./sandbox/history.js'),
  'sandbox env': () => import('./sandbox/env.js'),
  'sandbox demo': () => import('./sandbox/demo.js'),
  whoami: () => import('./whoami/whoami.js'),
  completion: () => import('./completion.js'),
  help: () => import('./help.js'),
  version: () => import('./version.js'),
};

/** Loads the module that runs a command. Its input must be what the parser made of the same spec. */
export async function loadRun({ path }: Spec): Promise<Run<never>> {
  const runs: Readonly<Record<string, () => Promise<{ readonly run: Run<never> }>>> = RUNS;
  const load = runs[path.join(' ')];
  if (load === undefined) throw new AntError('usage', `nothing runs "ant ${path.join(' ')}"`);
  const { run } = await load();
  return run;
}
