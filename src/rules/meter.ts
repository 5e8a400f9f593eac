import type { CelEnv, CelValue } from '@bufbuild/cel';
import { STEP } from './ast.js';

/** The expression library, handed in by condition.ts, which loads it when there is an expression. */
export type Cel = typeof import('@bufbuild/cel');

/** About half a second of an ordinary machine's work; a sane condition needs a few thousand units. */
const WORK_LIMIT = 10_000_000;
/** Longer than any identity token, so than any claim. */
const TEXT_LIMIT = 65_536;
/** The library's names for `==`, `!=` and `in`, which walk their operands to the bottom. */
const DEEP: readonly string[] = ['_==_', '_!=_', '@in'];

type Call = { readonly name: string; readonly values: readonly CelValue[] };
type Charge = (call: Call) => void;

/**
 * The standard functions with a meter in front. CEL always ends, but not within a lifetime: loops
 * nest, `+` doubles and `a{1000}` is a thousand states. So each call costs the size of what it
 * touches, each turn of a loop the size of the expression, and at the limit the evaluation throws.
 * Counting work and not time gives the same answer on every machine.
 */
export function meteredEnvironment(cel: Cel, expression: string): CelEnv {
  const environment = cel.celEnv();
  const charge = startMeter(cel, expression.length);
  const find = (name: string) => {
    const group = environment.funcs.find(name);
    if (name !== STEP && group === undefined) return undefined;
    const call = (id: number, target: CelValue | undefined, args: CelValue[]) => {
      const values = target === undefined ? args : [target, ...args];
      charge({ name, values });
      return name === STEP
        ? values[0]
        : (addLists(cel, { name, values }) ?? group?.call(id, target, args));
    };
    return { call };
  };
  return Object.create(environment, { funcs: { value: { find } } });
}

/** The library chains the lists it adds; looping over a long chain is quadratic and overflows its stack. */
function addLists(cel: Cel, { name, values: [left, right] }: Call): CelValue | undefined {
  if (name !== '_+_' || !cel.isCelList(left) || !cel.isCelList(right)) return undefined;
  return cel.celList([...left, ...right]);
}

function startMeter(cel: Cel, stepPrice: number): Charge {
  let left = WORK_LIMIT;
  const spend = (units: number): void => {
    left -= units;
    if (left < 0) throw new Error('it takes too much work: loop or match over less');
  };
  const spendDeep = (value: CelValue | undefined): void => {
    spend(1 + sizeOf(cel, value));
    if (cel.isCelList(value)) for (const element of value) spendDeep(element);
    if (cel.isCelMap(value)) for (const [, element] of value) spendDeep(element);
  };
  return ({ name, values }) => {
    spend(name === STEP ? stepPrice : 1);
    if (name === 'matches') spend(matchPrice(values));
    for (const value of values) {
      if (DEEP.includes(name)) spendDeep(value);
      else spend(sizeOf(cel, value));
    }
  };
}

function sizeOf(cel: Cel, value: CelValue | undefined): number {
  if (cel.isCelList(value) || cel.isCelMap(value)) return value.size;
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return 0;
  if (value.length > TEXT_LIMIT) throw new Error('it makes a text that is too long');
  return value.length;
}

/**
 * The library's RE2 engine never backtracks: at worst it visits every state of the pattern at every
 * character, and a counted repetition multiplies the states, up to RE2's own limit of 1000.
 */
function matchPrice([text, pattern]: readonly CelValue[]): number {
  if (typeof text !== 'string' || typeof pattern !== 'string') return 0;
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)];
  const states = counts.reduce(
    (product, [, least, most]) => Math.min(1000, product * Math.max(1, Number(most || least))),
    1,
  );
  const compiling = 16;
  return (text.length + compiling) * pattern.length * states;
}
