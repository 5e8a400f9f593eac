import type { Check } from './check.js';
import { ok, warning, words } from './finding.js';

const NAME = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** The variable that makes Node accept any certificate. `ant` does not heed it; the SDKs do. */
export const tlsSwitchedOff: Check = {
  id: 'tls-switched-off',
  group: 'network',
  title: 'TLS checks',
  look: async ({ env }) => {
    if (env[NAME] !== '0') return [ok('certificates are checked')];
    return [
      warning(
        `${NAME}=0: ant checks certificates all the same, every other Node program here sends its secrets to anybody`,
        words(`unset ${NAME}, and name your CA with NODE_EXTRA_CA_CERTS`),
      ),
    ];
  },
};
