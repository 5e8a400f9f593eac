import type { Env } from '../../src/host.js';
import { askSource } from '../../src/identity/ask-source.js';
import type { SourceOrigin } from '../../src/identity/origin.js';
import type { SourceId } from '../../src/identity/source.js';
import { askingHost, type Standin, startStandin } from '../support/standin.js';

/** An application's id, which is what a v2.0 token has as its audience. */
export const APPLICATION = '8a9f0000-0000-4000-8000-0000000000a2';

type Asking = {
  readonly id: SourceId;
  readonly env: (ready: Standin['ready']) => Env;
  readonly disk?: (ready: Standin['ready']) => Readonly<Record<string, string>>;
};

type Given = {
  readonly failure?: string | undefined;
  readonly audience?: string;
  readonly env?: Env;
  readonly settings?: SourceOrigin['settings'];
};

/** Asks a stand-in of that source's name, which fails as `failure` has it. */
export function asking({ id, env: envOf, disk: diskOf }: Asking) {
  return async ({ failure = '', audience = APPLICATION, env, settings = {} }: Given = {}) => {
    const standin = await startStandin(id, failure);
    const { ready } = standin;
    const host = askingHost({ ...envOf(ready), ...env }, diskOf && { disk: diskOf(ready) });
    const request_host = new URL(ready.url ?? '').host;
    const own = id === 'azure-workload-identity' ? { request_host } : {};
    const origin: SourceOrigin = {
      kind: 'source',
      id,
      audience,
      settings: { ...own, ...settings },
      from: '--source',
    };
    const asked = askSource(host, origin);
    const error = await asked.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    return { standin, host, asked, error };
  };
}
