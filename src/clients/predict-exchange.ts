import type { Broken } from './chosen-profile.js';
import type { Outcome, Source } from './outcome.js';
import { workspaceOf } from './predict-headers.js';
import { isThere, type Look, textOf } from './read-variable.js';

export const TOKEN_FILE = 'ANTHROPIC_IDENTITY_TOKEN_FILE';
export const TOKEN_VALUE = 'ANTHROPIC_IDENTITY_TOKEN';

/** What is wrong with the identity token; `path` is the profile's own file, where it names one. */
export function tokenFault(look: Look, path: string | undefined): Broken | undefined {
  const { federation } = look.behaviour;
  const file = path ?? textOf(look, TOKEN_FILE);
  if (file !== undefined) {
    const both = path === undefined && isThere(look, TOKEN_VALUE);
    if (!both || federation.fileAndValue === 'file') return fileFault(look, file);
    return { fault: 'incomplete', because: `${TOKEN_FILE} and ${TOKEN_VALUE} are both set` };
  }
  if (!federation.emptyFileWins || !(TOKEN_FILE in look.facts.env)) return undefined;
  return { fault: 'no-token-file', because: `${TOKEN_FILE} is empty and goes first` };
}

function fileFault({ facts, behaviour }: Look, file: string): Broken | undefined {
  const state = facts.tokenFiles[file] ?? 'absent';
  const sent = state === 'empty' && behaviour.federation.emptyToken === 'sent';
  if (state === 'found' || sent) return undefined;
  return { fault: 'no-token-file', because: `the identity-token file ${file} is ${state}` };
}

/** An exchange that is asked for. */
export type Exchange = {
  readonly source: Source;
  /** The file of the identity token, where it comes from one. */
  readonly file: string | undefined;
  /** What goes along with it and is empty or has white space around it. */
  readonly senseless: string | undefined;
  readonly because: string;
};

/** What becomes of an exchange: a token, but for one that the platform can only refuse. */
export function exchange(look: Look, { source, file, senseless, because }: Exchange): Outcome {
  const empty = file !== undefined && look.facts.tokenFiles[file] === 'empty';
  if (senseless === undefined && !empty) {
    return { ...sendsToken(look, source, because), tokenRequest: 'exchange' };
  }
  const refused = `the platform takes no such ${senseless ?? 'identity token'}`;
  return { kind: 'fails', source, asked: 'exchange', because: refused };
}

/** The token of an exchange, in its header. */
export function sendsToken(look: Look, source: Source, because: string) {
  return {
    kind: 'sends',
    sent: [{ header: 'authorization', source }],
    ...workspaceOf(look),
    oauthBeta: true,
    because,
  } as const;
}
