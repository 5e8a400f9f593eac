import { federatedToken } from '../../credentials/federated-token.js';
import type { federationExchange } from '../../grammar/federation.js';
import type { Input } from '../../grammar/spec.js';
import { exchangeText, exchangeValue } from '../../output/exchange.js';
import type { Run } from '../command.js';
import { planExchange } from './exchange-plan.js';

/** Trades an identity token for an access token, now. With a profile the result is kept for its users. */
export const run: Run<Input<typeof federationExchange>> = async (host, input) => {
  const plan = await planExchange(host, input);
  const token = await federatedToken(host, plan, { force: true });
  const now = host.now();
  const shown = input['access-token'] === true;
  return {
    value: exchangeValue(token, shown),
    text: () => (shown ? `${token.login.accessToken.reveal()}\n` : exchangeText(token, now)),
  };
};
