import type { Outcome, Sent, Source } from '../clients/outcome.js';
import { printable } from '../printable.js';

/** What a person would point at. */
export function sourceName(source: Source): string {
  switch (source.kind) {
    case 'variable':
      return `${printable(source.name, 60)}${source.file ? ' (settings)' : ''}`;
    case 'profile':
      return source.name === '' ? 'a profile' : `profile "${printable(source.name, 60)}"`;
    case 'federation-variables':
      return 'federation variables';
    case 'api-key-helper':
      return 'apiKeyHelper';
    case 'claude-login':
      return 'Claude Code /login';
  }
}

/** Each credential that is sent, once, in the order of the headers. */
export function credentialNames(outcome: Outcome): readonly string[] {
  if (outcome.kind === 'none') return [];
  if (outcome.kind === 'fails') return [sourceName(outcome.source)];
  return [...new Set(outcome.sent.map(nameOf))];
}

function nameOf({ source, empty }: Sent): string {
  return empty ? `${sourceName(source)}, empty` : sourceName(source);
}

const HEADERS = { authorization: 'bearer', 'x-api-key': 'x-api-key' } as const;

/** The headers that carry one of those credentials, in a table's cell. */
export function headerCell(outcome: Outcome, name: string): string {
  if (outcome.kind === 'none') return '-';
  if (outcome.kind === 'fails') return outcome.asked ? `${outcome.asked}, fails` : 'fails';
  const headers = outcome.sent.filter((each) => nameOf(each) === name);
  const words = headers.map(({ header }) => HEADERS[header]).join('+');
  return outcome.tokenRequest === undefined ? words : `${outcome.tokenRequest}, ${words}`;
}

const IN_WORDS = { authorization: 'Authorization: Bearer', 'x-api-key': 'X-Api-Key' } as const;

const AFTER = {
  refresh: ', after it has renewed the login',
  exchange: ', after an exchange',
} as const;

/** What the client does, after its name: `sends ANTHROPIC_API_KEY as X-Api-Key`. */
export function outcomeWords(outcome: Outcome): string {
  if (outcome.kind === 'none') return 'finds no credential';
  if (outcome.kind === 'fails') return `fails at ${sourceName(outcome.source)}`;
  const sent = outcome.sent
    .map((each) => `${nameOf(each)} as ${IN_WORDS[each.header]}`)
    .join(' and ');
  const { tokenRequest, workspace } = outcome;
  const first = tokenRequest === undefined ? '' : AFTER[tokenRequest];
  return `sends ${sent}${workspace ? ` for workspace ${printable(workspace, 60)}` : ''}${first}`;
}

/** Who pays for what is sent with it. */
export function billedTo(source: Source): string {
  switch (source.kind) {
    case 'variable':
      return source.name === 'CLAUDE_CODE_OAUTH_TOKEN'
        ? 'the subscription it was made for'
        : `the organization ${source.name === 'ANTHROPIC_API_KEY' ? 'the key' : 'the token'} belongs to`;
    case 'profile':
    case 'federation-variables':
      return 'the organization, as API usage';
    case 'api-key-helper':
      return 'whoever the helper’s output belongs to';
    case 'claude-login':
      return 'the Claude subscription';
  }
}
