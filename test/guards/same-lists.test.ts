import { expect, it } from 'vitest';
import { CLIENT_IDS } from '../../src/clients/client.js';
import { PROVIDERS } from '../../src/grammar/federation-init.js';
import { SOURCE_FLAGS } from '../../src/grammar/federation-inputs.js';
import { whoami } from '../../src/grammar/whoami.js';
import { PLATFORM_AUDIENCE } from '../../src/identity/given-token.js';
import { SOURCE_IDS } from '../../src/identity/source.js';
import { evaluateRule } from '../../src/rules/evaluate.js';
import { PLATFORM_AUDIENCE as OF_THE_SANDBOX } from '../../src/sandbox/template.js';

// `grammar` is data that opens no other room, and `sandbox` spells the wire by itself. So what they have in
// common with others stands twice, and is held equal here.

it('the sources that can be typed are those that there are', () => {
  const flag = SOURCE_FLAGS.find(({ name }) => name === 'source');
  expect(flag?.kind === 'choice' && flag.choices).toEqual(SOURCE_IDS);
});

it('there is a template for every source that is a place, the three of Azure together', () => {
  const places = SOURCE_IDS.filter((id) => id !== 'oidc-client-credentials' && id !== 'command');
  const names = places.map((id) =>
    ['azure-workload-identity', 'azure-app-service', 'azure-imds'].includes(id) ? 'azure' : id,
  );
  expect(PROVIDERS).toEqual([...new Set(names)]);
});

it('the clients that Tab offers are those that there are', () => {
  const flag = whoami.flags.find(({ name }) => name === 'for');
  expect(flag?.kind === 'list' && flag.suggests).toEqual(['all', ...CLIENT_IDS]);
});

it('the sandbox and the rules expect the audience that is asked for', async () => {
  expect(OF_THE_SANDBOX).toBe(PLATFORM_AUDIENCE);
  const issuer = { issuerUrl: 'https://issuer.example', maxJwtLifetimeSeconds: 3600 };
  const verdicts = await evaluateRule({}, issuer, {
    iss: issuer.issuerUrl,
    aud: PLATFORM_AUDIENCE,
  });
  expect(verdicts.map(({ met }) => met)).toEqual([true, true]);
});
