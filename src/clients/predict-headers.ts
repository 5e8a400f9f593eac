import type { HeadersTier, SecretVariable, Slot } from './behaviour.js';
import type { Outcome, Sent, Source } from './outcome.js';
import { settingsFileOf } from './predict-claude-settings.js';
import { type Look, see, textOf } from './read-variable.js';

/** Keys and tokens that go out as they are. */
export function sendHeaders(look: Look, tier: HeadersTier): Outcome | undefined {
  if (tier.needs !== undefined && see(look, tier.needs).state === 'absent') return undefined;
  const sent = tier.slots.flatMap((slot) => fill(look, slot));
  const [first] = sent;
  if (first === undefined) return undefined;
  if (tier.allEmpty === 'next' && sent.every(({ empty }) => empty)) return undefined;
  const alone = sent.length === 1 && first.header === 'x-api-key' && first.empty;
  if (alone && tier.emptyKeyAlone !== undefined) {
    const because = `${nameOf(first.source)} is blank, and refused as a key`;
    return { kind: tier.emptyKeyAlone, source: first.source, because };
  }
  const broken = sent.find(({ source }) => isBroken(look, source));
  if (broken !== undefined) {
    const because = `${nameOf(broken.source)} holds white space or a character that no header may`;
    return { kind: 'fails', source: broken.source, because };
  }
  return {
    kind: 'sends',
    sent,
    ...workspaceOf(look),
    oauthBeta: tier.oauthBeta === true,
    because: `${[...new Set(sent.map(({ source }) => nameOf(source)))].join(' and ')} went before everything else`,
  };
}

/** Whether a value goes out with a character in it that no header may have. */
function isBroken({ facts, behaviour }: Look, source: Source): boolean {
  if (source.kind !== 'variable' || behaviour.trims) return false;
  const { state, controls, padded } = facts.env[source.name] ?? {};
  if (behaviour.padded === 'fails' && (padded === true || state === 'blank')) return true;
  return controls === true && behaviour.padded !== 'cut';
}

/** What Claude Code's `/login` left behind. */
export function claudeLogin({ facts }: Look): Outcome | undefined {
  const login = facts.claudeCode?.login ?? 'absent';
  if (login === 'absent') return undefined;
  return {
    kind: 'sends',
    sent: [{ header: 'authorization', source: { kind: 'claude-login' } }],
    oauthBeta: true,
    because:
      login === 'found'
        ? 'somebody signed in with /login'
        : 'somebody signed in with /login, though the keychain that holds it was not asked',
  };
}

function fill(look: Look, { header, from }: Slot): readonly Sent[] {
  for (const each of from) {
    const found =
      each === 'api-key-helper' || each === 'claude-login-key'
        ? fromClaudeCode(look, each)
        : fromVariable(look, each);
    if (found !== undefined) return [{ header, ...found }];
  }
  return [];
}

type Found = Omit<Sent, 'header'>;

function fromVariable(look: Look, name: SecretVariable): Found | undefined {
  const { state } = see(look, name);
  if (state === 'absent') return undefined;
  const fact = look.facts.env[name];
  const file = look.behaviour.claudeSettings && settingsFileOf(look.facts, name);
  const source: Source = { kind: 'variable', name, ...(file && { file }) };
  return state === 'empty' || fact?.state === 'blank' ? { source, empty: true } : { source };
}

function fromClaudeCode(
  { facts: { claudeCode } }: Look,
  what: 'api-key-helper' | 'claude-login-key',
): Found | undefined {
  if (what === 'claude-login-key') {
    return claudeCode?.loginKey && { source: { kind: 'claude-login' } };
  }
  const helper = claudeCode?.settings.some(({ apiKeyHelper }) => apiKeyHelper);
  return helper ? { source: { kind: 'api-key-helper' } } : undefined;
}

function nameOf(source: Source): string {
  if (source.kind === 'variable') return source.name;
  return source.kind === 'claude-login' ? 'the key that /login made' : 'apiKeyHelper';
}

/** The workspace header of a client that sends the variable along with everything. */
export function workspaceOf(look: Look): { readonly workspace?: string } {
  if (look.behaviour.workspaceHeader !== 'everything') return {};
  const workspace = textOf(look, 'ANTHROPIC_WORKSPACE_ID');
  return workspace === undefined ? {} : { workspace };
}
