/** More directories than a path that somebody can work in has. */
const DEEPEST = 100;

/** A directory and those above it, the nearest first. */
export function ancestors(directory: string): readonly string[] {
  const found = [directory];
  while (found.length < DEEPEST) {
    const last = found.at(-1) ?? '';
    const above = last.replace(/[\\/][^\\/]*$/, '');
    if (above === last || above === '') return found;
    found.push(above);
  }
  return found;
}
