import type { Env, Files } from '../../host.js';
import { glance } from '../glance.js';

type Around = { readonly env: Env; readonly files: Files };

/** The shared configuration files that are there: with them a person is set up, or a machine by its image. */
export async function sharedFiles({ env, files }: Around): Promise<readonly string[]> {
  const { config, credentials } = paths(env);
  const read = await Promise.all(
    [config, credentials].map(async (path) => (path && (await glance(files, path)) ? [path] : [])),
  );
  return read.flat();
}

/**
 * A profile's region; the credentials file wins, as it does for the SDK.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function profileRegion(
  { env, files }: Around,
  profile: string,
): Promise<string | undefined> {
  const { config, credentials } = paths(env);
  const places = [
    { path: credentials, section: profile },
    { path: config, section: profile === 'default' ? 'default' : `profile ${profile}` },
  ];
  for (const { path, section } of places) {
    const text = path && (await glance(files, path));
    const region = text ? valueIn(text, section, 'region') : undefined;
    if (region !== undefined) return region;
  }
  return undefined;
}

function paths(env: Env): { readonly config?: string; readonly credentials?: string } {
  const home = env.HOME || env.USERPROFILE;
  const config = env.AWS_CONFIG_FILE || (home && `${home}/.aws/config`);
  const credentials = env.AWS_SHARED_CREDENTIALS_FILE || (home && `${home}/.aws/credentials`);
  return { ...(config && { config }), ...(credentials && { credentials }) };
}

/** A line that begins with a space belongs to the setting above it. */
function valueIn(text: string, section: string, key: string): string | undefined {
  let current: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\[\s*(.+?)\s*\]/.exec(line)?.[1];
    if (heading !== undefined) current = heading.replace(/^profile\s+/, 'profile ');
    const [, name, value] = /^([\w-]+)\s*=\s*([^\s#;]+)/.exec(line) ?? [];
    if (current === section && name === key) return value;
  }
  return undefined;
}
