import { readCommandLines } from '../readers/command-lines.js';
import { readMarkup } from '../readers/markup.js';
import type { Site } from '../site.js';

/** What EnvironmentFile= names is an environment file, and found as such. */
export const systemd: Site = {
  id: 'systemd',
  what: 'a systemd unit',
  pattern:
    /(?:^|\/)(?:[^/]+\.(?:service|socket|timer|path|mount|slice|scope|container)|[^/]+\.(?:service|slice)\.d\/[^/]+\.conf|systemd\/(?:user|system)\.conf(?:\.d\/[^/]+\.conf)?)$/,
  read: readCommandLines,
  home: ['.config/systemd/user', '.config/containers/systemd'],
};

export const launchd: Site = {
  id: 'launchd',
  what: 'a launchd job',
  pattern: /\.plist$/,
  read: readMarkup,
  home: ['Library/LaunchAgents'],
  machine: ['/Library/LaunchAgents', '/Library/LaunchDaemons'],
};
