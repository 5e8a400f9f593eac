import type { Installed, InstalledMachine } from './installed-files.js';
import { matching, nearest, type ReadRelease } from './installed-files.js';

const XML = /<artifactId>\s*anthropic-java\s*<\/artifactId>\s*<version>([^<$]+)<\/version>/;
const COORDINATES = /com\.anthropic:anthropic-java:([\w.+-]+)/;
const CATALOGUE = /"com\.anthropic:anthropic-java"\s*,\s*version\s*=\s*"([^"]+)"/;

/** The package as a build file of Maven or Gradle asks for it. */
export function mavenPackage(machine: InstalledMachine): Promise<Installed | undefined> {
  return nearest(machine, [
    place(['pom.xml'], matching(XML)),
    place(['gradle.lockfile'], matching(COORDINATES)),
    place(['build.gradle.kts'], matching(COORDINATES)),
    place(['build.gradle'], matching(COORDINATES)),
    place(['gradle', 'libs.versions.toml'], catalogue),
  ]);
}

const place = (path: readonly string[], read: ReadRelease) =>
  ({ path, how: 'pinned', read }) as const;

const catalogue: ReadRelease = (text) => matching(CATALOGUE)(text) ?? matching(COORDINATES)(text);
