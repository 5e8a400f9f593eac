import { authSpecs } from './auth.js';
import { doctor } from './doctor.js';
import { exec } from './exec.js';
import { federationSpecs } from './federation.js';
import { log } from './log.js';
import { profileSpecs } from './profile.js';
import { sandboxSpecs } from './sandbox.js';
import { scan } from './scan.js';
import type { Spec } from './spec.js';
import { topSpecs } from './top.js';
import { whoami } from './whoami.js';

/** Every command there is, in the order help lists them. */
export const COMMANDS = [
  ...authSpecs,
  whoami,
  ...profileSpecs,
  ...federationSpecs,
  exec,
  doctor,
  scan,
  log,
  ...sandboxSpecs,
  ...topSpecs,
] as const satisfies readonly Spec[];

/** What the first word of a two-word command is about. */
export const GROUPS: Readonly<Record<string, string>> = {
  auth: 'sign in and out, and hand tokens to other programs',
  profile: 'named settings: which organization, and how to sign in to it',
  federation: 'sign in as a workload, with an identity token',
  sandbox: 'a local Claude Platform to try things on',
};
