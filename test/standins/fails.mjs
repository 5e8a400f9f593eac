/** What comes instead of an answer: of `{ times, status, … }` for the first `times` requests, or else for all. */
export function failing(how) {
  let asked = 0;
  return () => {
    asked += 1;
    return asked <= (how?.times ?? Infinity) ? how : undefined;
  };
}
