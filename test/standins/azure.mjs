// What the three ways to Entra ID share: tokens as it makes them, and how it refuses.
import { readFileSync } from 'node:fs';
import { mint } from './issuer.mjs';

const TENANT = '8a9f0000-0000-4000-8000-0000000000a1';

/** A managed identity's answer; `version` is that of the token: only 2 has the application's bare id as `aud`. */
export async function entraAnswer(resource, { version = 2, tokenFile, lifetime = 86_400 } = {}) {
  const access_token = tokenFile
    ? readFileSync(tokenFile, 'utf8').trim()
    : await mint({
        iss:
          version === 2
            ? `https://login.microsoftonline.com/${TENANT}/v2.0`
            : `https://sts.windows.net/${TENANT}/`,
        sub: '8a9f0000-0000-4000-8000-0000000000a3',
        oid: '8a9f0000-0000-4000-8000-0000000000a3',
        tid: TENANT,
        ver: `${version}.0`,
        audience: version === 2 ? resource.replace(/^api:\/\//, '') : resource,
        lifetime,
        jti: undefined,
      });
  const expires_in = String(lifetime);
  return { body: { access_token, expires_in, token_type: 'Bearer', resource } };
}

/** The answer of Entra ID's token endpoint, prose included. */
export function entraRefusal(error, code, status = 400) {
  const error_description = `${code}: prose of the server's.\r\nTrace ID: 0000\r\n`;
  return { status, body: { error, error_description, error_codes: [Number(code.slice(7))] } };
}
