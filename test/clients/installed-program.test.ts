import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installedVersion } from '../../src/clients/installed.js';
import { runChild } from '../../src/node/child.js';
import { realFiles } from '../../src/node/files.js';
import { fakeHost } from '../support/host.js';
import { tempDir } from '../support/temp.js';

type Given = NonNullable<Parameters<typeof fakeHost>[0]>;

/** A real directory of programs, on a host that really starts them. */
function programs(texts: Readonly<Record<string, string>>): Given & { readonly at: string } {
  const at = tempDir();
  const directories = Object.entries(texts).map(([path, script]) => {
    const file = join(at, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return join(file, '..');
  });
  const env = { PATH: ['.', ...directories, '/usr/bin', '/bin'].join(':') };
  return { at, env, files: realFiles({}), child: runChild, sleep: realSleep };
}

const realSleep: NonNullable<Given['sleep']> = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

test('Claude Code is asked', async () => {
  const host = programs({ 'bin/claude': 'echo "2.1.330 (Claude Code)"' });
  expect(await installedVersion(fakeHost(host), 'claude-code')).toEqual({
    version: '2.1.330',
    where: join(host.at, 'bin/claude'),
    how: 'asked',
  });
});

test('the official ant is the first on the PATH that speaks like it', async () => {
  const host = programs({
    'ours/ant': 'echo 0.1.0',
    'apache/ant': 'echo "Apache Ant(TM) version 1.10.15"; exit 0',
    'broken/ant': 'echo "ant version 9.9.9"; exit 1',
    'go/ant': 'test "$1" = --version && echo "ant version 1.28.0"',
  });
  expect(await installedVersion(fakeHost(host), 'ant-official')).toEqual({
    version: '1.28.0',
    where: join(host.at, 'go/ant'),
    how: 'asked',
  });
});

test('a program that does not answer in time is given up', async () => {
  const host = programs({ 'bin/claude': 'exec sleep 600' });
  const asked: number[] = [];
  const sleep = async (milliseconds: number) => {
    asked.push(milliseconds);
  };
  expect(await installedVersion(fakeHost({ ...host, sleep }), 'claude-code')).toBeUndefined();
  expect(asked).toEqual([3000]);
});

test('a program in a relative directory of the PATH is not started', async () => {
  const child = async () => expect.fail('started');
  const host = fakeHost({
    env: { PATH: '.:bin::' },
    disk: { '/home/ada/project/bin/claude': '' },
    child,
  });
  expect(await installedVersion(host, 'claude-code')).toBeUndefined();
});
