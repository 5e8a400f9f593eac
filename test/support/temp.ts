import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory for the test that calls this; it is gone when the test ends. */
export function tempDir(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'ant-test-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
