import type { SelectedProfile } from '../credentials/selected-profile.js';
import { AntError } from '../errors.js';
import { originOf, parseBaseUrl } from '../protocol/base-url.js';
import type { Login } from '../store/login.js';
import { requireTrusted } from '../store/origin.js';
import type { Check } from './check.js';
import { type Finding, fixFrom, ok, warning } from './finding.js';
import { caught, loginOf } from './scene.js';

/** Whether each login may be sent where its profile, or the environment, would have it sent. */
export const trust: Check = {
  id: 'trust',
  group: 'logins',
  title: 'trust',
  look: async (host, scene) => {
    const findings: Finding[] = [];
    for (const selected of scene.profiles) {
      const login = await loginOf(host, selected);
      if (login === undefined || login instanceof AntError) continue;
      const refusal = await caught(async () => mayBeSent(selected, login));
      if (refusal instanceof AntError) findings.push(told(selected, refusal));
    }
    return findings.length > 0 ? findings : [ok('no login that can be read points elsewhere')];
  },
};

function mayBeSent({ profile, effective }: SelectedProfile, login: Login): void {
  if (profile.type !== 'user_oauth') return;
  const { value, origin } = effective.apiBaseUrl;
  const to = originOf(parseBaseUrl(value, origin));
  requireTrusted(login, { to, profile: profile.name });
}

function told({ profile }: SelectedProfile, { message, hint }: AntError): Finding {
  return warning(`profile "${profile.name}": ${message}`, fixFrom(hint));
}
