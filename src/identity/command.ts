import { askProgram } from './ask-program.js';
import { requireConsent } from './consent.js';
import type { IdentityTokenSource, SourceSettings } from './source.js';

const TITLE = 'a command';
const SETTING = 'the setting command';

const EXAMPLE =
  'as in --source-setting \'command=["kubectl","create","token","NAME","--audience","https://api.anthropic.com"]\': a JSON list of the program and its words; no shell reads it';

/**
 * A program of one's own that prints an identity token. What it is told of the audience is in its words, which nobody
 * changes. It is run when `--source command` was typed; a profile may have come with somebody else's repository.
 */
export const command: IdentityTokenSource = {
  id: 'command',
  title: TITLE,
  asked: 'named',
  layer: 'job',
  again: 'new',
  settings: { command: 'the program and its words, as a JSON list; no shell reads it' },

  async detect(_, settings) {
    if (settings.command === undefined) return { state: 'absent', lookedFor: [SETTING] };
    if (readCommand(settings) !== undefined) return { state: 'present', evidence: [SETTING] };
    const because = `${SETTING} is not a JSON list of texts`;
    return { state: 'broken', evidence: [SETTING], because, fix: EXAMPLE };
  },

  /** Whom the program speaks for, it alone can tell. */
  witness: () => undefined,

  fetch(machine, { settings, from }) {
    requireConsent(machine.env, from, 'names a command to run');
    const words = readCommand(settings);
    if (words === undefined) throw new Error('detect said that there is a command');
    return askProgram(machine, {
      title: TITLE,
      command: words,
      missing:
        'name a program that is on PATH, or its absolute path, and that prints one JWT and nothing else',
      meanings: [],
    });
  },
};

function readCommand({
  command: text = '',
}: SourceSettings): readonly [string, ...string[]] | undefined {
  const [program, ...words] = readList(text);
  return program === undefined || program === '' ? undefined : [program, ...words];
}

/** Empty unless it is a list of words, and of nothing else. */
function readList(text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every(isWord) ? list : [];
  } catch {
    return [];
  }
}

/** No program can be handed a word with a NUL in it. */
function isWord(word: unknown): word is string {
  return typeof word === 'string' && !word.includes('\0');
}
