/** A name set somewhere in a file. Its value stays in this room. */
export type Setting = {
  /** As the file spells it. */
  readonly name: string;
  /** Without quotes, as far as the reader could tell. */
  readonly value: string;
  /** Where the name stands, in UTF-16 units from the start of the text. */
  readonly at: number;
  /** How it could be taken out, where its reader knows how. */
  readonly removal?: Removal;
};

export type Removal =
  /** The line stands for itself: `mark` begins a comment in it. */
  | { readonly by: 'line'; readonly mark: string }
  /** A property of a JSON document. */
  | { readonly by: 'property'; readonly path: readonly (string | number)[] }
  /** These lines are one entry of a YAML document. */
  | { readonly by: 'lines'; readonly from: number; readonly to: number };

/** What a reader made of a file. `broken`: it is not in its own format, so it was read as mere text. */
export type Reading = { readonly settings: readonly Setting[]; readonly broken?: true };

/** Finds the watched names that are set in a text. Never throws. */
export type Reader = (text: string) => Reading;
