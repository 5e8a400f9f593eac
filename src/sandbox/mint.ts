import type { JsonObject } from '../json.js';
import { signIdentityToken } from '../jwt/sign.js';
import type { Secret } from '../secret.js';
import type { Issuer } from './seed.js';
import { signingKey } from './signing-keys.js';
import { TEMPLATES } from './templates.js';
import { randomText, type World } from './world.js';

export type MintRequest = {
  readonly issuer: Issuer;
  readonly subject?: string;
  readonly audience?: string;
  readonly lifetimeSeconds?: number;
  /** Set after everything else, so that any claim but the sandbox's mark can be a lie. */
  readonly claims?: JsonObject;
};

export type Minted = { readonly token: Secret; readonly claims: JsonObject };

/** Signs an identity token that looks as if the issuer's platform had made it, and says that it is not. */
export async function mint(world: World, request: MintRequest): Promise<Minted> {
  const { issuer } = request;
  const claims = { ...platformClaims(world, request), ...request.claims, ant_sandbox: true };
  const key = await signingKey(world.state, issuer.issuer_url);
  return { token: await signIdentityToken({ claims, key }), claims };
}

function platformClaims(world: World, request: MintRequest): JsonObject {
  const { issuer } = request;
  const template = TEMPLATES[issuer.template];
  const sub = request.subject ?? template.subject;
  const audience = request.audience ?? template.audience;
  const iat = world.now();
  return {
    ...template.claims(sub),
    iss: issuer.issuer_url,
    sub,
    aud: template.audienceIsList ? [audience] : audience,
    iat,
    nbf: iat,
    exp: iat + (request.lifetimeSeconds ?? template.lifetimeSeconds),
    ...(template.jti && { jti: randomText(world, 16) }),
  };
}
