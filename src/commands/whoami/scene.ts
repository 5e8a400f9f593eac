import type { Facts } from '../../clients/facts.js';
import { gatherFacts } from '../../clients/gather.js';
import { installedVersion } from '../../clients/installed.js';
import type { Candidate } from '../../credentials/candidate.js';
import { findCandidates, type Search } from '../../credentials/find-candidates.js';
import type { Host } from '../../host.js';
import { INSTALLED, type InstalledReleases, type Wish } from './asked-clients.js';

/** Everything an answer is made of, whether it was looked at here or comes from a snapshot. */
export type Scene = {
  readonly candidates: readonly Candidate[];
  readonly facts: Facts;
  readonly configDir: string | undefined;
  /** Flags of ours that bear on the candidates, as typed. */
  readonly flags: {
    readonly profile?: string;
    readonly configDir?: true;
    readonly ignoreEnv?: true;
  };
  /** Looked up only when asked. */
  readonly installed?: InstalledReleases;
  /** Of the program that looked. */
  readonly version: string;
};

/** Looks at this machine. Sends nothing. */
export async function lookHere(
  host: Host,
  search: Search,
  { wishes, ownDirectory }: { readonly wishes: readonly Wish[]; readonly ownDirectory: boolean },
): Promise<Scene> {
  const { configDir, profileFlag, ignoreEnv } = search;
  const installed = wishes.filter(({ release }) => release === INSTALLED);
  return {
    candidates: await findCandidates(host, search),
    facts: await gatherFacts(ownDirectory ? inDirectory(host, configDir) : host),
    configDir,
    flags: {
      ...(profileFlag !== undefined && { profile: profileFlag }),
      ...(ownDirectory && { configDir: true }),
      ...(ignoreEnv === true && { ignoreEnv: true }),
    },
    ...(installed.length > 0 && { installed: await installedHere(host, installed) }),
    version: host.version,
  };
}

/** `--config-dir` leads where the variable would. */
function inDirectory(host: Host, configDir: string | undefined): Host {
  if (configDir === undefined) return host;
  return { ...host, env: { ...host.env, ANTHROPIC_CONFIG_DIR: configDir } };
}

async function installedHere(host: Host, wishes: readonly Wish[]): Promise<InstalledReleases> {
  const found: [string, InstalledReleases[string]][] = [];
  for (const { client } of wishes) {
    const here = await installedVersion(host, client.id);
    if (here !== undefined) found.push([client.id, { version: here.version, where: here.where }]);
  }
  return Object.fromEntries(found);
}
