import type { Host } from '../host.js';
import type { ClientId } from './client.js';
import { composerPackage } from './installed-composer.js';
import { dotnetPackage } from './installed-dotnet.js';
import { gem } from './installed-gem.js';
import { goModule } from './installed-go.js';
import { mavenPackage } from './installed-maven.js';
import { nodePackage } from './installed-node.js';
import { anotherAnt, claudeProgram } from './installed-program.js';
import { pythonPackage } from './installed-python.js';

export type InstalledMachine = Pick<
  Host,
  'env' | 'platform' | 'home' | 'cwd' | 'files' | 'child' | 'sleep'
>;

/** A client's release as found on this machine. */
export type Installed = {
  /** As written there, as in `1.12.0`. */
  readonly version: string;
  /** The file it was read from, or the program that was asked. */
  readonly where: string;
  /** `installed`: the package itself says so. `pinned`: a lock or build file does. `asked`: the program did. */
  readonly how: 'installed' | 'pinned' | 'asked';
};

type Find = (machine: InstalledMachine) => Promise<Installed | undefined>;

const FINDERS: Readonly<Record<ClientId, Find>> = {
  'typescript-sdk': (machine) => nodePackage(machine, '@anthropic-ai/sdk'),
  'python-sdk': pythonPackage,
  'go-sdk': goModule,
  'java-sdk': mavenPackage,
  'ruby-sdk': gem,
  'csharp-sdk': dotnetPackage,
  'php-sdk': composerPackage,
  'ant-official': anotherAnt,
  'claude-code': claudeProgram,
  'agent-sdk': (machine) => nodePackage(machine, '@anthropic-ai/claude-agent-sdk'),
};

/**
 * Which release of a client this project has, or this machine where the client is a program. The two
 * programs are started to be asked. `undefined` when unknown; never throws.
 */
export async function installedVersion(
  machine: InstalledMachine,
  client: ClientId,
): Promise<Installed | undefined> {
  return FINDERS[client](machine);
}
