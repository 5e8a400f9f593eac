/** A place in the file system. Paths are absolute, with `/` between names on every system. */
export type Place = {
  readonly kind: 'file' | 'directory' | 'special';
  readonly path: string;
  /** The same without links. */
  readonly real: string;
};

/**
 * Something met on a walk. `around` is what `enter` said about the directory it lies in. A link to a
 * file inside the tree is a `file` whose `real` is another path.
 */
export type Met<Around> = {
  readonly kind: 'file' | 'directory-link' | 'outside-link' | 'special';
  readonly path: string;
  readonly real: string;
  readonly around: Around;
};

/** A directory or file that could not be read, and why, in words. */
export type Unreadable = {
  readonly kind: 'unreadable';
  readonly path: string;
  readonly because: string;
};

/** Asked before a directory is entered; `undefined` leaves it out. `around` is its parent's answer. */
export type Enter<Around> = (directory: string, around?: Around) => Promise<Around | undefined>;

/** A piece of a long file, and where it begins; both count from 1, columns in UTF-16 units. */
export type Piece = { readonly text: string; readonly line: number; readonly column: number };

/** What came of looking for some bytes in a file. */
export type Searched =
  | { readonly kind: 'without' | 'binary' | 'too-large' }
  | { readonly kind: 'unreadable'; readonly because: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Longer than 1 MiB: the pieces that hold such bytes, cut at line ends where there are any. */
  | { readonly kind: 'pieces'; readonly pieces: AsyncIterable<Piece> };

/** Reading many files: directory by directory, in memory that does not grow with their number. */
export type Tree = {
  /** `undefined` when nothing is there. */
  readonly look: (path: string) => Promise<Place | undefined>;
  /** Never follows a link to a directory, never opens what is not a file, and never throws. */
  readonly walk: <Around>(
    root: Place,
    enter: Enter<Around>,
  ) => AsyncIterable<Met<Around> | Unreadable>;
  /**
   * Reads a file (its `real` path) and decodes it only when it holds one of the needles. One that is gone
   * by now is `without`; over 64 MiB it is not read. The pieces throw an `AntError('file')`.
   */
  readonly search: (real: string, needles: readonly Uint8Array[]) => Promise<Searched>;
};
