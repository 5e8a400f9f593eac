import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Real } from './real.js';
import versions from './versions.json' with { type: 'json' };

const CACHE = '.cache/clients';
const DRIVERS = 'test/differential/drivers';

/** Such a client says that it found nothing by sending the call without a credential. */
const NOBODY = /^(?!)/;

/** How the TypeScript SDK says it. */
export const NO_METHOD = /^Error: Could not resolve authentication method/;

type Installed = {
  readonly client: keyof typeof versions;
  readonly nobody: RegExp;
  /** Below the cache: what `install-clients.sh` leaves there, and how it is run. */
  readonly place: (version: string) => string;
  readonly command: (place: string, version: string, root: string) => readonly string[];
};

/** The official SDKs in other languages, and old ones, as `install-clients.sh` installs them. */
const INSTALLED: readonly Installed[] = [
  {
    client: 'typescript-sdk',
    nobody: NO_METHOD,
    place: (version) => `typescript-sdk/${version}`,
    command: (place, _, root) => [
      process.execPath,
      join(root, DRIVERS, 'typescript/driver.mjs'),
      `${place}/node_modules/@anthropic-ai/sdk/index.mjs`,
    ],
  },
  {
    client: 'python-sdk',
    nobody: /^TypeError: "Could not resolve authentication method/,
    place: (version) => `python-sdk/${version}`,
    command: (place, _, root) => ['python3', join(root, DRIVERS, 'python/driver.py'), place],
  },
  {
    client: 'go-sdk',
    nobody: /^no Anthropic credentials found/,
    place: () => 'go-sdk/driver',
    command: (place, version) => [place, version.split('.')[0] ?? ''],
  },
  {
    client: 'java-sdk',
    nobody: NOBODY,
    place: (version) => `java-sdk/${version}`,
    command: (place, _, root) => [
      'java',
      // Its driver changes what the JVM believes to be the environment.
      '--add-opens=java.base/java.util=ALL-UNNAMED',
      '-cp',
      `${place}/*`,
      join(root, DRIVERS, 'java/Driver.java'),
    ],
  },
];

const real = ({ client, nobody, place, command }: Installed, version: string): Real => ({
  client,
  version,
  nobody,
  states: 'all',
  live: 'sample',
  command: (root) => command(join(root, CACHE, place(version)), version, root),
  missing: (root) =>
    existsSync(join(root, CACHE, place(version)))
      ? undefined
      : 'test/differential/install-clients.sh has not installed it',
});

/** Clients of which no registry has a release that could be pinned: a variable says where they are. */
const GIVEN: readonly Real[] = [
  {
    client: 'ant-official',
    version: '1.20.0',
    nobody: NOBODY,
    states: 'all',
    live: 'sample',
    command: (root) => [
      process.execPath,
      join(root, DRIVERS, 'ant-official/driver.mjs'),
      process.env.ANT_OFFICIAL_CLI ?? '',
    ],
    missing: () => given('ANT_OFFICIAL_CLI', 'program'),
  },
  {
    client: 'ruby-sdk',
    version: '1.65.0',
    nobody: NOBODY,
    states: 'all',
    live: 'sample',
    command: (root) => [
      'ruby',
      '-W0',
      join(root, DRIVERS, 'ruby/driver.rb'),
      process.env.ANT_RUBY_SDK ?? '',
    ],
    missing: () => given('ANT_RUBY_SDK', 'lib directory of its source'),
  },
];

function given(variable: string, what: string): string | undefined {
  const place = process.env[variable];
  return place && existsSync(place) ? undefined : `${variable} does not name the ${what}`;
}

/** Every release of `versions.json`, and what a variable points at. */
export const INSTALLED_CLIENTS: readonly Real[] = [
  ...INSTALLED.flatMap((each) => versions[each.client].map((version) => real(each, version))),
  ...GIVEN,
];
