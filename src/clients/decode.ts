import { AntError } from '../errors.js';
import { isObject } from '../json.js';
import { printable } from '../printable.js';

/** Reads one part of a file that anybody may have written; `at` says which, for the error. */
export type Read<T> = (value: unknown, at: string) => T;

const LONGEST_TEXT = 8192;
const MOST_ENTRIES = 5000;

export const text: Read<string> = (value, at) => {
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value;
  return refuse(at, 'is no text');
};

export const number: Read<number> = (value, at) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return refuse(at, 'is no number');
};

export const yesOrNo: Read<boolean> = (value, at) => {
  return typeof value === 'boolean' ? value : refuse(at, 'is neither true nor false');
};

/** One of these words and no other. */
export function word<const T extends string | true>(...known: readonly T[]): Read<T> {
  return (value, at) => {
    const found = known.find((each) => each === value);
    return found ?? refuse(at, `is none of ${known.join(', ')}`);
  };
}

/** Absent, or what `read` reads. */
export function maybe<T>(read: Read<T>): Read<T | undefined> {
  return (value, at) => (value === undefined ? undefined : read(value, at));
}

export function either<One, Other>(one: Read<One>, other: Read<Other>): Read<One | Other> {
  return (value, at) => (typeof value === 'number' ? one(value, at) : other(value, at));
}

export function list<T>(read: Read<T>): Read<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length > MOST_ENTRIES) return refuse(at, 'is no list');
    return value.map((each, index) => read(each, `${at}[${index}]`));
  };
}

/** An object of any names, all of whose values are alike. */
export function record<T>(read: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, at) => {
    if (!isObject(value) || Object.keys(value).length > MOST_ENTRIES) {
      return refuse(at, 'is no object');
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, read(each, `${at}.${name}`)]),
    );
  };
}

type Fields<T> = {
  readonly [K in keyof T]-?: Read<object extends Pick<T, K> ? T[K] | undefined : T[K]>;
};

/** An object of known names. Others are dropped, and what is absent stays absent. */
export function fields<T extends object>(readers: Fields<T>): Read<T> {
  const names = Object.keys(readers) as (keyof T & string)[];
  return (value, at) => {
    if (!isObject(value)) return refuse(at, 'is no object');
    const found = names.map((name) => {
      const own = Object.hasOwn(value, name) ? value[name] : undefined;
      return [name, readers[name](own, `${at}.${name}`)] as const;
    });
    // Each value was read by the reader that its name has, so together they are a `T`.
    return Object.fromEntries(found.filter(([, each]) => each !== undefined)) as T;
  };
}

/** Several kinds of object, told apart by the word under `state`. */
export function byState<T>(readers: Readonly<Record<string, Read<T>>>): Read<T> {
  return (value, at) => {
    const state = isObject(value) ? value.state : undefined;
    const known = typeof state === 'string' && Object.hasOwn(readers, state);
    const read = known ? readers[state] : undefined;
    return read === undefined ? refuse(`${at}.state`, 'is unknown') : read(value, at);
  };
}

function refuse(at: string, fault: string): never {
  throw new AntError('file', `${printable(at, 120)} ${fault}`);
}
