import { sha256 } from '../digest.js';
import { tokenInAnswer } from './answer.js';
import { givenIn, whyNone } from './given-token.js';
import { askPatiently } from './patience.js';
import type { IdentityTokenSource } from './source.js';

const TITLE = 'Vercel';
const NAME = 'VERCEL_OIDC_TOKEN';
const EXCHANGE = 'https://oidc.vercel.com/~token';

const WHERE = `in a build: turn on “Secure backend access with OIDC federation” in the project’s settings, Security
in a function: it comes with each request, in the header x-vercel-oidc-token; pipe that to: ant federation exchange --identity-token-file -
on a laptop: vercel env pull`;

/**
 * A deployment's own identity, in builds and on laptops. The token there is for the team; one for another
 * audience is had in exchange for it. https://vercel.com/docs/oidc/reference and https://vercel.com/changelog/custom-oidc-token-audiences
 */
export const vercel: IdentityTokenSource = {
  id: 'vercel',
  title: TITLE,
  asked: 'ambient',
  layer: 'job',
  again: 'new',
  settings: {},

  async detect({ env }) {
    const evidence = ['VERCEL', NAME].filter((name) => env[name] !== undefined);
    if (evidence.length === 0) return { state: 'absent', lookedFor: ['VERCEL', NAME] };
    if (givenIn(env, [NAME]).length > 0) return { state: 'present', evidence };
    return { state: 'broken', evidence, because: whyNone(env, NAME), fix: WHERE };
  },

  witness: ({ env }) => sha256(env[NAME] ?? ''),

  async fetch(machine, { audience }) {
    const [given] = givenIn(machine.env, [NAME]);
    if (given?.audiences.includes(audience)) return given.token;
    const response = await askPatiently(machine, {
      method: 'POST',
      url: EXCHANGE,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ token: given?.token.reveal(), aud: audience }),
    });
    const unaccepted = { because: `${NAME} is not accepted: it may have expired`, hint: WHERE };
    return tokenInAnswer(response, {
      title: TITLE,
      host: new URL(EXCHANGE).host,
      field: 'token',
      meanings: { 400: unaccepted, 401: unaccepted, 403: unaccepted },
    });
  },
};
