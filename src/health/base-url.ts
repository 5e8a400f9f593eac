import { variable } from '../credentials/federation-plan.js';
import { AntError } from '../errors.js';
import { isLoopback } from '../protocol/base-url.js';
import type { Check } from './check.js';
import {
  broken,
  type Finding,
  fixFrom,
  type Machine,
  note,
  ok,
  warning,
  words,
} from './finding.js';
import type { Scene } from './scene.js';

const PLATFORM = 'api.anthropic.com';

/** Where API calls go: whether it can be read, is what it looks like, and is where sign-in goes too. */
export const baseUrl: Check = {
  id: 'base-url',
  group: 'variables',
  title: 'address',
  look: async (host, scene) => {
    const { address } = scene;
    if (address instanceof AntError) return [broken(address.message, fixFrom(address.hint))];
    return [judge(address), ...splitHosts(host, scene)];
  },
};

function judge({ url, from }: { readonly url: URL; readonly from: string }): Finding {
  const { hostname, host, protocol } = url;
  if (hostname === PLATFORM && protocol === 'https:') return ok(`${PLATFORM} (${from})`);
  if (isLoopback(url)) return note(`API calls go to this machine, ${host} (${from})`);
  if (hostname.split('.').some((label) => label.startsWith('xn--'))) {
    return warning(
      `API calls go to ${host} (${from}), whose name is spelled with look-alike letters`,
      CHECK,
    );
  }
  const borrowed =
    /anthropic|claude/.test(hostname) && !/\.(anthropic|claude)\.com$/.test(hostname);
  if (borrowed) {
    return warning(
      `API calls go to ${host} (${from}), which is not the platform although it bears its name`,
      CHECK,
    );
  }
  return note(`API calls and credentials go to ${host} (${from}), not to ${PLATFORM}`);
}

const CHECK = words('check ANTHROPIC_BASE_URL, the profile’s base_url and --base-url');

/** The SDKs send API calls where the variable says, and refreshes where the profile says. */
function splitHosts(
  { env }: Pick<Machine, 'env'>,
  { named, active, search, profiles }: Scene,
): readonly Finding[] {
  const set = variable(env, 'ANTHROPIC_BASE_URL')?.value;
  const name = named ?? active;
  const own = profiles.find(({ profile }) => profile.name === name)?.profile.baseUrl;
  if (set === undefined || search.baseUrlFlag || own === undefined) return [];
  if (hostOf(own) === hostOf(set)) return [];
  return [
    warning(
      `ANTHROPIC_BASE_URL says ${hostOf(set)} and profile "${name}" says ${hostOf(own)}: API calls go to the first, sign-in to the second`,
      words(
        `unset ANTHROPIC_BASE_URL, or change the profile: ant profile set --profile ${name} base_url URL`,
      ),
    ),
  ];
}

/** Without a user name or password that may stand in it. */
function hostOf(text: string): string {
  return URL.canParse(text) ? new URL(text).host : 'something that is no URL';
}
