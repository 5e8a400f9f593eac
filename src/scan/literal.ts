/** A key or token that stands in a text. */
export type Literal = {
  /** What everyone may know of it, as in `sk-ant-api03-`. */
  readonly prefix: string;
  readonly value: string;
  /** UTF-16 units from the start of the text. */
  readonly at: number;
};

/** Not the end of a word, unless that is the letter of an escape, as in `\n`. fish writes a dash as `\x2d`. */
const KEY =
  /(?<!(?<!\\)[A-Za-z0-9])(sk(?:-|\\x2d)ant(?:-|\\x2d)[a-z]{2,8}\d\d(?:-|\\x2d))((?:[\w-]|\\x2d){24,})/g;
/** A key in base64: Kubernetes secrets. */
const ENCODED_KEY = /(?<![\w+/-])c2stYW50L[\w+/-]{40,}/g;
/** Real ones are random. */
const DISTINCT = 10;

/** Every key and token in a text, in order; not placeholders, and not those of the sandbox, which open nothing. */
export function findLiterals(text: string): readonly Literal[] {
  const encoded = [...text.matchAll(ENCODED_KEY)].flatMap(({ 0: word, index }) =>
    keysIn(decoded(word)).map((literal) => ({ ...literal, at: index })),
  );
  return [...keysIn(text), ...encoded].sort((a, b) => a.at - b.at);
}

function keysIn(text: string): readonly Literal[] {
  return [...text.matchAll(KEY)].flatMap(({ 1: begin = '', 2: end = '', index }) => {
    const [prefix, rest] = [plain(begin), plain(end)];
    return isPlaceholder(rest) ? [] : [{ prefix, value: `${prefix}${rest}`, at: index }];
  });
}

const plain = (text: string) => text.replaceAll('\\x2d', '-');

function isPlaceholder(rest: string): boolean {
  return rest.startsWith('sandbox-') || !/\d/.test(rest) || new Set(rest).size < DISTINCT;
}

function decoded(word: string): string {
  return Buffer.from(word, 'base64').toString('latin1');
}
