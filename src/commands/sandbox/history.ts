import type { sandboxHistory } from '../../grammar/sandbox.js';
import type { Input } from '../../grammar/spec.js';
import { isObject, type JsonObject, readString } from '../../json.js';
import { instant } from '../../output/time.js';
import { printable } from '../../printable.js';
import type { Run } from '../command.js';
import { askSandbox } from './running.js';

/** The running sandbox's authentication history, newest last. */
export const run: Run<Input<typeof sandboxHistory>> = async (host, input) => {
  const { data } = await askSandbox(host, { port: input.port, path: '/sandbox/history' });
  const entries = Array.isArray(data) ? data.filter(isObject) : [];
  if (entries.length === 0) host.terminal.say('no exchange has been tried yet');
  return { value: entries, text: () => entries.map(entryLines).join('\n') };
};

function entryLines(entry: JsonObject): string {
  const shown = (key: string) => printable(readString(entry, key) ?? '-', 400);
  const denied = entry.outcome === 'denied';
  return `${instant(Number(entry.time))}  ${shown('outcome')}${denied ? `: ${shown('reason')}` : ''}
  rule       ${shown('federation_rule_id')}
  workspace  ${shown('workspace_id')}
  issuer     ${shown('issuer')}
  subject    ${shown('subject')}
  because    ${shown('detail')}
  request    ${shown('request_id')}
`;
}
