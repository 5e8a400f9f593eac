import type { CelInput } from '@bufbuild/cel';
import { isObject } from '../json.js';
import { type Ast, canBeBoolean, plantSteps } from './ast.js';
import { type Cel, meteredEnvironment } from './meter.js';
import type { Claims } from './rule.js';

/** Characters; the platform's own limit is not documented. */
const LENGTH_LIMIT = 4096;
/** Brackets within brackets: far more than a person writes, and few enough to parse in milliseconds. */
const NESTING_LIMIT = 50;

/** What a condition says about a token, or why it says nothing, which is no match. */
export type Outcome = { readonly value: boolean } | { readonly error: string };

/**
 * Evaluates a CEL expression over one variable, `claims`. JSON numbers are CEL doubles. An expression
 * or token that would take more than about half a second ends in an error, as does anything else that
 * goes wrong: this never throws. Errors may quote the expression or a claim, not yet printable.
 */
export async function evaluateCondition(expression: string, claims: Claims): Promise<Outcome> {
  const cel = await loadCel();
  const { ast, error } = parse(cel, expression);
  if (ast === undefined) return { error };
  const result = evaluate(cel, { expression, ast, claims });
  if (cel.isCelError(result)) return { error: explain(result.message) };
  return typeof result === 'boolean' ? { value: result } : { error: NOT_BOOLEAN };
}

/**
 * Why the platform would not take this condition into a rule: it does not parse, is true whatever the
 * claims, or is not a boolean. `undefined` when it would.
 */
export async function conditionProblem(expression: string): Promise<string | undefined> {
  const cel = await loadCel();
  const { ast, error } = parse(cel, expression);
  if (ast === undefined) return error;
  if (!canBeBoolean(ast, cel.celEnv().funcs)) return NOT_BOOLEAN;
  // What is true without any claims is true with all: in CEL, `error || true` is true.
  const result = evaluate(cel, { expression, ast });
  if (result === true) return 'it is true for every token';
  return typeof result === 'boolean' || cel.isCelError(result) ? undefined : NOT_BOOLEAN;
}

const NOT_BOOLEAN = 'it is not true or false';

function loadCel(): Promise<Cel> {
  return import('@bufbuild/cel');
}

type Parsed =
  | { readonly ast: Ast; readonly error?: undefined }
  | { readonly ast?: undefined; readonly error: string };

function parse(cel: Cel, expression: string): Parsed {
  if (expression.length > LENGTH_LIMIT) {
    return { error: `it is longer than ${LENGTH_LIMIT} characters` };
  }
  if (nesting(expression) > NESTING_LIMIT) return { error: 'it is nested too deeply' };
  try {
    const ast = cel.parse(expression).expr;
    plantSteps(ast);
    return { ast };
  } catch (cause) {
    return { error: explain(cause instanceof Error ? cause.message : '') };
  }
}

function nesting(expression: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of expression) {
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

type Question = { readonly expression: string; readonly ast: Ast; readonly claims?: Claims };

function evaluate(cel: Cel, { expression, ast, claims }: Question): ReturnType<Cel['run']> {
  try {
    const ask = cel.plan(meteredEnvironment(cel, expression), ast);
    // No prototype: `__proto__` and `constructor` are unknown names like any other.
    return ask(Object.assign(Object.create(null), claims && { claims: toInput(claims) }));
  } catch (cause) {
    return cel.celError(cause);
  }
}

/** Maps, because the library trips over a plain object that has a claim named `constructor`. */
function toInput(value: unknown): CelInput {
  if (Array.isArray(value)) return value.map(toInput);
  if (isObject(value)) {
    return new Map(Object.entries(value).map(([name, inner]) => [name, toInput(inner)]));
  }
  const scalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return scalar ? value : null;
}

/** The library's words, in ours where a reader would stumble. */
function explain(message: string): string {
  const found = EXPLANATIONS.find(([pattern]) => pattern.test(message));
  return found === undefined ? message : message.replace(...found);
}

const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [/^unresolved attribute.*$/s, 'it names something other than claims'],
  [/^field not found: (.*)$/s, 'the token has no $1 there; has() asks before it looks'],
  [/^unbound function: (.*)$/s, 'there is no function $1'],
  [/^<input>:(\d+):(\d+): (.*)$/s, 'it does not parse at line $1, column $2: $3'],
  [/^Maximum call stack.*$/s, 'it is nested too deeply'],
];
