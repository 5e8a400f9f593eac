import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from '../../src/main.js';
import { realFiles } from '../../src/node/files.js';
import { realTree } from '../../src/node/tree.js';
import { type FakeHost, fakeHost } from '../support/host.js';
import { tempDir } from '../support/temp.js';

type Given = NonNullable<Parameters<typeof fakeHost>[0]>;

export type ScanMachine = {
  readonly home: string;
  readonly project: string;
  /** Writes a file below the home and returns its path. */
  readonly put: (path: string, text: string | Buffer) => string;
  /** Runs a command line in the project. */
  readonly scan: (...words: readonly string[]) => Promise<{
    readonly code: number;
    readonly out: string;
    readonly err: string;
  }>;
};

/** A home of its own on the real disk, with a project in it, and the whole program to run there. */
export function scanMachine(given: Given = {}): ScanMachine {
  const home = tempDir();
  const project = join(home, 'project');
  mkdirSync(project);
  const put = (path: string, text: string | Buffer) => {
    const whole = join(home, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  };
  const scan = async (...words: readonly string[]) => {
    const host: FakeHost = fakeHost({
      home,
      cwd: project,
      files: realFiles({}),
      tree: realTree,
      ...given,
    });
    const code = await main(['scan', ...words], host);
    return { code, out: host.out.join(''), err: host.said.map((line) => `${line}\n`).join('') };
  };
  return { home, project, put, scan };
}

/** A tree in which files of these names cannot be read: who runs the tests may be allowed everything. */
export function closed(names: RegExp): typeof realTree {
  return {
    ...realTree,
    search: async (real, needles) =>
      names.test(real)
        ? { kind: 'unreadable', because: 'permission denied' }
        : realTree.search(real, needles),
  };
}
