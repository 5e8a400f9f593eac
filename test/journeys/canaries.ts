/** Secrets that must not be seen, by kind, and the search for them. */
export type Canaries = {
  readonly plant: (kind: string, secret: string) => void;
  /** The kinds whose secret, or a telling piece of it, is in the text in any spelling. */
  readonly seenIn: (text: string) => readonly string[];
  readonly count: () => number;
};

/** Shorter pieces could be there by chance. */
const PIECE = 16;

export function canaries(): Canaries {
  const planted = new Map<
    string,
    { readonly kind: string; readonly spellings: readonly string[] }
  >();
  return {
    plant: (kind, secret) => {
      if (secret.length < PIECE || planted.has(secret)) return;
      planted.set(secret, { kind, spellings: spellingsOf(secret) });
    },
    seenIn: (text) => {
      const seen = [...planted.values()].filter(({ spellings }) =>
        spellings.some((spelling) => text.includes(spelling)),
      );
      return [...new Set(seen.map(({ kind }) => kind))].sort();
    },
    count: () => planted.size,
  };
}

/** As it is, cut into pieces, escaped for JSON and for a URL, in hex, and in base64 wherever it stands in it. */
function spellingsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  // Only the end of a token is random: the beginning may be shown.
  const tail = secret.slice(-3 * PIECE);
  const pieces = Array.from({ length: Math.floor(tail.length / PIECE) }, (_, index) =>
    tail.slice(tail.length - (index + 1) * PIECE, tail.length - index * PIECE),
  );
  const base64 = [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    // The first and last characters also depend on the neighbours.
    return (['base64', 'base64url'] as const).map((encoding) =>
      whole.toString(encoding).replace(/=+$/, '').slice(4, -2),
    );
  });
  const percent = encodeURIComponent(secret);
  const all = [
    secret,
    ...pieces,
    json,
    json.replaceAll('/', '\\/'),
    percent,
    percent.replaceAll(/%../g, (hex) => hex.toLowerCase()),
    `${new URLSearchParams({ '': secret })}`.slice(1),
    bytes.toString('hex'),
    ...base64,
  ];
  return [...new Set(all)].filter((spelling) => spelling.length >= PIECE);
}
