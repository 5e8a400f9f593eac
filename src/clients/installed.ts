import type { ClientId } from './client.js';
import { composerPackage } from './installed-composer.js';
import { dotnetPackage } from './installed-dotnet.js';
import type { Installed, InstalledMachine } from './installed-files.js';
import { gem } from './installed-gem.js';
import { goModule } from './installed-go.js';
import { mavenPackage } from './installed-maven.js';
import { nodePackage } from './installed-node.js';
import { anotherAnt, claudeProgram } from './installed-program.js';
import { pythonPackage } from './installed-python.js';

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
