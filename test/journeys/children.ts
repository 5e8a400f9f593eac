import { readFileSync } from 'node:fs';

/**
 * Looks at the command lines of all processes below this one, every few milliseconds until stopped.
 * Returns what it saw. Where there is no procfs it sees nothing.
 */
export function watchCommandLines(): { readonly stop: () => ReadonlySet<string> } {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of below(process.pid)) seen.add(read(`/proc/${pid}/cmdline`));
  }, 3);
  return {
    stop: () => {
      clearInterval(timer);
      return seen;
    },
  };
}

function below(pid: number | string): readonly string[] {
  // Threads start children too: vitest's workers among them.
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
  return children.flatMap((child) => [child, ...below(child)]);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
