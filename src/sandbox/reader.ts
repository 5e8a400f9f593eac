import { AntError } from '../errors.js';
import { isObject, type JsonObject } from '../json.js';

/** A value in a file, and where it stands: `rules[0].match`. */
export type At = { readonly file: string; readonly path: string; readonly value: unknown };

/** Reads one value, or throws an `AntError('file')` that names the file and the key. */
export type Reader<Value> = (at: At) => Value;

/** What a reader makes of a value. */
export type Read<R> = R extends Reader<infer Value> ? Value : never;

/** The error for a value that is not what it must be. Never shows the value: it may be a key. */
export function wrong({ file, path }: At, must: string): AntError {
  const subject = path === '' ? file : `${file}: ${path}`;
  return new AntError('file', `${subject} ${must}`, {
    hint: 'the format is described in docs/sandbox.md',
  });
}

/** Non-empty text, of the given shape where one is given. */
export function text(like = /./, must = 'must be text, not empty'): Reader<string> {
  return (at) => {
    if (typeof at.value !== 'string' || !like.test(at.value)) throw wrong(at, must);
    return at.value;
  };
}

export const flag: Reader<boolean> = (at) => {
  if (typeof at.value !== 'boolean') throw wrong(at, 'must be true or false');
  return at.value;
};

/** A whole number between two bounds, both allowed. */
export function whole(least: number, most: number): Reader<number> {
  return (at) => {
    const { value } = at;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw wrong(at, `must be a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Reader<Choice> {
  return (at) => {
    const found = choices.find((choice) => choice === at.value);
    if (found === undefined) throw wrong(at, `must be one of: ${choices.join(', ')}`);
    return found;
  };
}

/** What stands there, or `otherwise` when the key is left out. */
export function or<Value>(read: Reader<Value>, otherwise: NoInfer<Value>): Reader<Value> {
  return (at) => (at.value === undefined ? otherwise : read(at));
}

export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return or<Value | undefined>(read, undefined);
}

export function list<Value>(read: Reader<Value>): Reader<readonly Value[]> {
  return (at) => {
    if (!Array.isArray(at.value)) throw wrong(at, 'must be a list');
    return at.value.map((value: unknown, index) =>
      read({ file: at.file, path: `${at.path}[${index}]`, value }),
    );
  };
}

export const object: Reader<JsonObject> = (at) => {
  if (!isObject(at.value)) throw wrong(at, 'must be an object');
  return at.value;
};

type Fields<Shape> = { readonly [Key in keyof Shape]: Reader<Shape[Key]> };

/** An object of exactly these keys. An unknown key is an error: it is most likely a misspelt one. */
export function shape<Shape>(fields: Fields<Shape>): Reader<Readonly<Shape>> {
  return (at) => {
    const found = object(at);
    const below = (key: string): At => ({
      file: at.file,
      path: at.path === '' ? key : `${at.path}.${key}`,
      value: found[key],
    });
    const unknown = Object.keys(found).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) {
      throw wrong(below(unknown), `is not known; known here: ${Object.keys(fields).join(', ')}`);
    }
    const read: Partial<Shape> = {};
    for (const key in fields) read[key] = fields[key](below(key));
    return read as Shape; // every key of Shape was read: `fields` has them all
  };
}
