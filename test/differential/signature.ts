import type { Outcome, Sent, Source } from '../../src/clients/outcome.js';

/** What reached the platform while a client made its one call. */
export type Arrived = {
  readonly tokenRequests: readonly ('refresh' | 'exchange')[];
  /** Of the first API call; each credential by its name. `undefined`: there was none. */
  readonly headers:
    | {
        readonly authorization: string | undefined;
        readonly 'x-api-key': string | undefined;
        readonly workspace: string | undefined;
        readonly beta: boolean;
      }
    | undefined;
};

/** What a driver answered. */
export type Answer = { readonly ok: boolean; readonly error?: string };

/**
 * What a client did, in one line: `refresh authorization=profile:work workspace=wrkspc_… beta`, or `fails`
 * for a source that somebody chose and that gave nothing, or `none` where no credential was found.
 */
export function signatureOf(arrived: Arrived, answer: Answer, nobody: RegExp): string {
  const { tokenRequests, headers } = arrived;
  const none = !answer.ok && nobody.test(answer.error ?? '');
  const words = headers === undefined ? [none ? 'none' : 'fails'] : headerWords(headers);
  return [...tokenRequests, ...words].join(' ');
}

function headerWords(headers: NonNullable<Arrived['headers']>): readonly string[] {
  const { authorization, 'x-api-key': key, workspace, beta } = headers;
  if (authorization === undefined && key === undefined) return ['none'];
  return [
    ...(authorization === undefined ? [] : [`authorization=${authorization}`]),
    ...(key === undefined ? [] : [`x-api-key=${key}`]),
    ...(workspace === undefined ? [] : [`workspace=${workspace}`]),
    ...(beta ? ['beta'] : []),
  ];
}

/** Our table's prediction in the same words. */
export function predictedSignature(outcome: Outcome): string {
  if (outcome.kind === 'none') return 'none';
  if (outcome.kind === 'fails') return outcome.asked ? `${outcome.asked} fails` : 'fails';
  const { sent, tokenRequest, workspace, oauthBeta } = outcome;
  const header = (name: Sent['header']) => {
    const found = sent.find((each) => each.header === name);
    return found ? [`${name}=${found.empty ? 'empty' : labelOf(found.source)}`] : [];
  };
  return [
    ...(tokenRequest === undefined ? [] : [tokenRequest]),
    ...header('authorization'),
    ...header('x-api-key'),
    ...(workspace === undefined ? [] : [`workspace=${workspace}`]),
    ...(oauthBeta ? ['beta'] : []),
  ].join(' ');
}

const VARIABLE_LABELS: Readonly<Record<string, string>> = {
  ANTHROPIC_API_KEY: 'KEY',
  ANTHROPIC_AUTH_TOKEN: 'TOKEN',
  CLAUDE_CODE_OAUTH_TOKEN: 'CODE',
};

function labelOf(source: Source): string {
  switch (source.kind) {
    case 'variable':
      return `${source.file ? 'settings:' : ''}${VARIABLE_LABELS[source.name] ?? source.name}`;
    case 'profile':
      return `${/\/decoy\//.test(source.directory) ? 'decoy' : 'profile'}:${source.name}`;
    case 'federation-variables':
      return 'federation';
    case 'api-key-helper':
      return 'HELPER';
    case 'claude-login':
      return 'LOGIN';
  }
}
