import { Command, CommanderError, Help, Option, Argument as Word } from 'commander';
import { AntError } from './errors.js';
import { placeholderOf } from './grammar/find.js';
import { ANSWERED_FLAGS, GLOBAL_FLAGS } from './grammar/globals.js';
import { separated } from './grammar/pass-through.js';
import type { Asked, TypedInput } from './grammar/plain.js';
import { renderNotes, renderProse } from './grammar/prose.js';
import type { Argument, Flag, Spec } from './grammar/spec.js';
import { TOPICS } from './grammar/topics.js';
import { readChoice, readFlagValue } from './grammar/values.js';
import { printable } from './printable.js';

/** Everything that can be typed. */
export type Grammar = {
  readonly commands: readonly Spec[];
  /** Summary of each first word of a two-word command. */
  readonly groups: Readonly<Record<string, string>>;
  readonly version: string;
};

/** A command to run. */
type Run = Asked & { readonly kind: 'run' };

/** What was typed: a command to run, or a question that the parser has answered. */
export type Typed = Run | { readonly kind: 'text'; readonly text: string };

/** What commander had to say, and which command it spoke for. */
type Heard = { text: string; from: Command | undefined; run: Run | undefined };

/** The same on every terminal, as in every document. */
const HELP_COLUMNS = 80;
const NARROWEST_COLUMN = 20;

/**
 * Reads the words after `ant`. Words that make no sense are an `AntError('usage')` that suggests the
 * nearest ones that do.
 */
export function parse(grammar: Grammar, args: readonly string[]): Typed {
  const heard: Heard = { text: '', from: undefined, run: undefined };
  try {
    const words = separated(grammar.commands, args);
    buildProgram(grammar, heard, words).parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (heard.text === '') throw usageError(error, heard.from, grammar);
    if (asksAboutNothing(heard.from)) return parse(grammar, withoutHelp(args));
  }
  if (heard.run === undefined) return { kind: 'text', text: heard.text };
  const subject = subjectOfHelp(heard.run);
  return subject === undefined ? heard.run : parse(grammar, [...subject, '--help']);
}

function buildProgram(grammar: Grammar, heard: Heard, words: readonly string[]): Command {
  const hear = (text: string) => {
    heard.text += text;
  };
  const program = new Command('ant')
    .description('Sign in to the Claude Platform without static API keys.')
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: NARROWEST_COLUMN,
      subcommandTerm: (command) => command.name(),
      boxWrap: wrapProse,
    })
    .configureOutput({
      writeOut: hear,
      writeErr: hear,
      outputError: () => undefined,
      getOutHelpWidth: () => HELP_COLUMNS,
      getErrHelpWidth: () => HELP_COLUMNS,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      `\nAlso: ${[...TOPICS.keys()].map((topic) => `ant help ${topic}`).join(', ')}`,
    );
  prepare(program, heard);
  for (const flag of GLOBAL_FLAGS) program.addOption(optionOf(flag));
  const { version } = ANSWERED_FLAGS;
  program.version(grammar.version, `-${version.short}, --version`, version.summary);
  for (const spec of grammar.commands) addCommand(program, spec, { grammar, heard, words });
  return program;
}

type Pieces = {
  readonly grammar: Grammar;
  readonly heard: Heard;
  /** What was typed. */
  readonly words: readonly string[];
};

function addCommand(program: Command, spec: Spec, { grammar, heard, words }: Pieces): void {
  const group = spec.path.slice(0, -1).reduce((parent, word) => {
    const members = grammar.commands.filter(({ path }) => path[0] === word && path.length === 2);
    const names = members.map(({ path }) => path.at(-1)).join(', ');
    const summary = `${grammar.groups[word] ?? word} (${names})`;
    return (
      parent.commands.find((found) => found.name() === word) ??
      prepare(parent.command(word), heard).summary(summary).description(renderProse({ summary }))
    );
  }, program);
  const command = prepare(group.command(spec.path.at(-1) ?? ''), heard).summary(spec.summary);
  // Of all the others only name and summary are ever shown.
  if (!spec.path.every((word) => words.includes(word))) return;
  command.description(renderProse(spec)).addHelpText('after', renderNotes(spec));
  for (const argument of spec.arguments) command.addArgument(wordOf(argument));
  for (const flag of spec.flags) command.addOption(optionOf(flag));
  command.action(() => {
    heard.run = { kind: 'run', spec, input: readInput(command, spec) };
  });
}

/** Commander shall never end the process or offer commands of its own. */
function prepare(command: Command, heard: Heard): Command {
  const { short, summary } = ANSWERED_FLAGS.help;
  return command
    .helpOption(`-${short}, --help`, summary)
    .helpCommand(false)
    .exitOverride((error) => {
      heard.from = command;
      throw error;
    });
}

/** Indented lines are columns and examples: they keep their shape. */
function wrapProse(text: string, width: number): string {
  const help = Object.assign(new Help(), { minWidthToWrap: NARROWEST_COLUMN });
  const wrap = (line: string) => (line.startsWith(' ') ? line : help.boxWrap(line, width));
  return text.split('\n').map(wrap).join('\n');
}

function optionOf(flag: Flag): Option {
  const short = 'short' in flag ? `-${flag.short}, ` : '';
  const placeholder = placeholderOf(flag);
  const takes = placeholder === undefined ? '' : ` <${placeholder}>`;
  const option = new Option(`${short}--${flag.name}${takes}`, flag.summary);
  // To commander `--no-input` means "input: false"; to us it is a switch like any other.
  option.negate = false;
  option.attributeName = () => flag.name;
  if (flag.kind === 'list') {
    return option.argParser((text: string, before: readonly string[] = []) => [...before, text]);
  }
  return flag.kind === 'switch' ? option : option.argParser((text) => readFlagValue(flag, text));
}

function wordOf({ name, summary, required, many, choices = [] }: Argument): Word {
  const inside = many === true ? `${name}...` : name;
  const about = choices.length === 0 ? summary : `${summary}: ${choices.join(', ')}`;
  const word = new Word(required ? `<${inside}>` : `[${inside}]`, about);
  return choices.length === 0 ? word : word.argParser((text) => readChoice(name, choices, text));
}

function readInput(command: Command, spec: Spec): TypedInput {
  const words = spec.arguments.map(({ name }, index) => [name, command.processedArgs[index]]);
  return { ...command.optsWithGlobals(), ...Object.fromEntries(words) };
}

/** `ant help auth login` is `ant auth login --help`; `ant help exit-codes` is a command of its own. */
function subjectOfHelp({ spec, input }: Run): readonly string[] | undefined {
  if (spec.path.join(' ') !== 'help' || !Array.isArray(input.topic)) return undefined;
  const isTopic = input.topic.length === 1 && TOPICS.has(input.topic[0]);
  return isTopic ? undefined : input.topic;
}

/** `ant auth lgin --help`: commander explains `ant auth`, and we would rather say that there is no `lgin`. */
function asksAboutNothing(from: Command | undefined): boolean {
  const [word] = from?.args ?? [];
  return (
    from !== undefined && from.commands.length > 0 && word !== undefined && !word.startsWith('-')
  );
}

function withoutHelp(args: readonly string[]): readonly string[] {
  return args.filter((word) => word !== '--help' && word !== `-${ANSWERED_FLAGS.help.short}`);
}

/** Commander's first line is what happened, its second what it guesses was meant. */
function usageError(error: CommanderError, from: Command | undefined, grammar: Grammar): AntError {
  const [first = '', second = ''] = error.message.split('\n');
  const message = messageOf(error, from, first);
  const [, guess] = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(second) ?? [];
  const guesses = guess === undefined ? [] : guess.split(', ');
  const words = from === undefined ? 'ant' : wordsOf(from);
  const meant =
    error.code === 'commander.unknownCommand'
      ? [...guesses.map((word) => `${words} ${word}`), ...elsewhere(grammar, from?.args[0])]
      : guesses;
  return new AntError('usage', message, {
    hint: meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `see: ${words} --help`,
  });
}

/** Commander counts arguments that are too many, where we name the first of them. */
function messageOf({ code }: CommanderError, from: Command | undefined, first: string): string {
  const spare = from?.args[from.registeredArguments.length];
  if (code === 'commander.excessArguments' && spare !== undefined) {
    return `unexpected argument "${printable(spare, 60)}"`;
  }
  return first
    .replace(/^error: /, '')
    .replace(/^option '(?:-\w, )?(\S+) <(.*)>' argument missing$/, '$1 needs a value: $2')
    .replaceAll("'", '"');
}

/** `ant login` is `ant auth login` to many fingers. */
function elsewhere({ commands }: Grammar, word: string | undefined): readonly string[] {
  return commands
    .filter(({ path }) => path.at(-1) === word)
    .map(({ path }) => `ant ${path.join(' ')}`);
}

function wordsOf(command: Command): string {
  return command.parent === null ? command.name() : `${wordsOf(command.parent)} ${command.name()}`;
}
