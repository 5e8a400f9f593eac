/**
 * A command is data. The parser, `--help`, the completions, the README's list and the types of what a
 * command is given are all read off these values. Nothing here runs anything.
 */
type Named = { readonly name: string; readonly summary: string };

/** `--name` alone: on or absent. */
export type SwitchFlag = Named & { readonly kind: 'switch'; readonly short?: string };
/** `--name VALUE`. */
export type TextFlag = Named & {
  readonly kind: 'text';
  readonly takes: string;
  readonly short?: string;
  /** Environment variable that stands in for it; shown in help, read by the command. */
  readonly env?: string;
  /** What Tab offers. */
  readonly completes?: 'profile' | 'file' | 'directory';
};
/** `--name VALUE`, repeatable. */
export type ListFlag = Named & {
  readonly kind: 'list';
  readonly takes: string;
  /** What Tab offers, among other values that may be typed. */
  readonly suggests?: readonly string[];
};
/** `--name 90`, `90s`, `5m`, `2h`: whole seconds. */
export type SecondsFlag = Named & {
  readonly kind: 'seconds';
  readonly takes: string;
  /** The shortest and the longest that make sense, as they are typed. */
  readonly between?: readonly [string, string];
};
/** `--name 8421`: 0 to 65535. */
export type PortFlag = Named & { readonly kind: 'port'; readonly takes: string };
export type ChoiceFlag = Named & {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  /** What help shows in place of the choices, where they are too many for a line. */
  readonly takes?: string;
};

export type Flag = SwitchFlag | TextFlag | ListFlag | SecondsFlag | PortFlag | ChoiceFlag;

export type Argument = Named & {
  readonly required: boolean;
  /** Takes all the words that follow, as an array. */
  readonly many?: true;
  /** Those words are another program's: from the first one on, no flag among them is ours. */
  readonly passThrough?: true;
  readonly completes?: 'profile' | 'file' | 'setting' | 'command';
  readonly choices?: readonly string[];
};

export type Spec = {
  /** The words after `ant`: `['auth', 'login']`. */
  readonly path: readonly string[];
  /** One line, imperative, no full stop. */
  readonly summary: string;
  /** Paragraphs under the usage line of `--help`. */
  readonly details?: string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  readonly examples: readonly { readonly command: string; readonly does: string }[];
};

type ValueOf<F extends Flag> = F extends { kind: 'switch' }
  ? true
  : F extends { kind: 'list' }
    ? readonly string[]
    : F extends { kind: 'seconds' | 'port' }
      ? number
      : F extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string;

type FlagInput<S extends Spec> = {
  readonly [F in S['flags'][number] as F['name']]?: ValueOf<F>;
};
type WordOf<A extends Argument> = A extends { choices: readonly (infer C)[] } ? C : string;
type ArgumentInput<S extends Spec> = {
  readonly [A in S['arguments'][number] as A['name']]: A extends { many: true }
    ? readonly WordOf<A>[]
    : A['required'] extends true
      ? WordOf<A>
      : WordOf<A> | undefined;
};

/** What `run` is given, typed from the command's own data: `input['callback-port']` is a number. */
export type Input<S extends Spec> = FlagInput<S> & ArgumentInput<S> & GlobalInput;

/** Flags every command takes, before or after its own words (`grammar/globals.ts` has their data). */
export type GlobalInput = {
  readonly profile?: string;
  readonly 'config-dir'?: string;
  readonly 'base-url'?: string;
  readonly json?: true;
  readonly 'no-input'?: true;
  readonly 'no-color'?: true;
  readonly 'screen-reader'?: true;
  readonly quiet?: true;
  readonly debug?: true;
};
