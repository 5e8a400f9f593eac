import { AntError } from '../../errors.js';
import type { federationInit } from '../../grammar/federation-init.js';
import type { Input } from '../../grammar/spec.js';
import type { Host } from '../../host.js';
import { absolutePath, joinPath } from '../../profiles/config-dir.js';
import { checkNewProfileName } from '../../profiles/name.js';
import type { Run } from '../command.js';
import { cleanValue } from '../profile/clean-value.js';
import { readParts, setupOf } from './init/parts.js';
import { filesOf, type Rendered, render, renderedText, UNKNOWN } from './init/render.js';
import { TEMPLATES } from './init/table.js';
import type { Ids } from './init/template.js';
import { withHint } from './with-hint.js';

type Given = Input<typeof federationInit>;

/** Prints or writes what a workload of one provider needs. Asks nobody, and changes nothing that is there. */
export const run: Run<Given> = async (host, input) => {
  const name = input.profile ?? input.provider;
  checkNewProfileName(name);
  const template = TEMPLATES[input.provider];
  const setup = setupOf(template, readParts(template, input));
  const rendered = render(setup, { name, ids: idsIn(host, input) });
  const { out } = input;
  const written =
    out === undefined
      ? []
      : await withHint('name another directory with --out', () => writeAll(host, out, rendered));
  return {
    value: { schema_version: 1, provider: input.provider, ...rendered, written },
    text: () => (input.out === undefined ? renderedText(rendered) : ''),
  };
};

/** From flags, else variables. */
function idsIn(host: Host, input: Given): Ids {
  const id = (key: keyof typeof PLACES, placeholder: string) => {
    const [flag, variable] = PLACES[key];
    const value = input[flag] ?? (host.env[variable]?.trim() || undefined);
    if (value === undefined) return placeholder;
    const origin = input[flag] === undefined ? variable : `--${flag}`;
    return from(origin, () => cleanValue(host, 'oidc_federation', { key, value }));
  };
  return {
    federationRule: id('federation_rule_id', UNKNOWN.federationRule),
    organization: id('organization_id', UNKNOWN.organization),
    serviceAccount: id('service_account_id', UNKNOWN.serviceAccount),
    workspace: id('workspace_id', UNKNOWN.workspace),
  };
}

/** What is wrong with a value is told with who gave it. */
function from(origin: string, clean: () => string): string {
  try {
    return clean();
  } catch (error) {
    if (!(error instanceof AntError)) throw error;
    throw new AntError(error.code, `${origin}: ${error.message}`, { hint: error.hint });
  }
}

const PLACES = {
  federation_rule_id: ['federation-rule', 'ANTHROPIC_FEDERATION_RULE_ID'],
  organization_id: ['organization-id', 'ANTHROPIC_ORGANIZATION_ID'],
  service_account_id: ['service-account-id', 'ANTHROPIC_SERVICE_ACCOUNT_ID'],
  workspace_id: ['workspace-id', 'ANTHROPIC_WORKSPACE_ID'],
} as const;

async function writeAll(host: Host, out: string, rendered: Rendered): Promise<readonly string[]> {
  const directory = absolutePath(host, out);
  const files = filesOf(rendered).map(({ path, text }) => ({
    path: joinPath(host.platform, directory, ...path.split('/')),
    text,
  }));
  for (const { path } of files) {
    if ((await host.files.read(path)) === undefined) continue;
    throw new AntError('file', `${path} is there already`, {
      hint: 'nothing was written: give --out another directory, or move the file away',
    });
  }
  for (const { path, text } of files) {
    const mode = path.endsWith('.json') || path.endsWith('.yml') ? 0o644 : 0o755;
    await host.files.write(path, text, { mode, directoryMode: 0o755 });
    host.terminal.say(`wrote ${path}`);
  }
  for (const note of rendered.notes) host.terminal.say(`note: ${note}`);
  return files.map(({ path }) => path);
}
