import { recordClaudeCode } from './drivers/claude-code/record.js';
import { REAL, statesOf } from './drivers.js';
import { measure } from './harness.js';
import { writeTruth } from './truth.js';

/** Records again what every real client does whose name is given, as `go-sdk` or `go-sdk@1.60.0`; without one, all. */
export async function record(root: string, names: readonly string[]): Promise<boolean> {
  const wanted = REAL.filter(
    ({ client, version }) =>
      names.length === 0 || names.some((name) => [client, `${client}@${version}`].includes(name)),
  );
  for (const real of wanted) {
    const title = `${real.client}@${real.version}`;
    const missing = real.missing(root);
    if (missing !== undefined) {
      process.stdout.write(`${title}: not recorded, ${missing}\n`);
      continue;
    }
    const started = Date.now();
    const states = statesOf(real);
    const measured = await measure(real, root, states);
    writeTruth(
      root,
      real,
      measured.map(({ signature }) => signature),
    );
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(`${title}: ${states.length} states in ${seconds} s\n`);
  }
  const others = ['claude-code', 'agent-sdk'].filter(
    (client) => names.length === 0 || names.includes(client),
  );
  await recordClaudeCode(root, others);
  return wanted.length + others.length > 0;
}
