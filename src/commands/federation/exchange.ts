import { federatedToken } from '../../credentials/federated-token.js';
import type { federationExchange } from '../../grammar/federation.js';
import type { Input } from '../../grammar/spec.js';
import { exchangeText, exchangeValue } from '../../output/exchange.js';
import { configDirectory } from '../../profiles/config-dir.js';
import type { Run } from '../command.js';
import { factsOf, noted } from '../log/noted.js';
import { planExchange } from './exchange-plan.js';

/** Trades an identity token for an access token, now. With a profile the result is kept for its users. */
export const run: Run<Input<typeof federationExchange>> = async (host, input) => {
  const plan = await planExchange(host, input);
  const configDir = configDirectory(host, input['config-dir']);
  const profile = plan.shelf?.profile;
  const token = await noted(host, { event: 'exchange', configDir, profile, facts: factsOf }, () =>
    federatedToken(host, plan, { force: true }),
  );
  if (token.warning !== undefined) host.terminal.say(`ant: warning: ${token.warning}`);
  const now = host.now();
  const shown = input['access-token'] === true;
  return {
    value: exchangeValue(token, shown),
    text: () => (shown ? `${token.login.accessToken.reveal()}\n` : exchangeText(token, now)),
  };
};
