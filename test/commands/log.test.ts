import { expect, test } from 'vitest';
import { run as log } from '../../src/commands/log/log.js';
import { noteChange } from '../../src/commands/log/noted.js';
import { AntError } from '../../src/errors.js';
import { logPlace } from '../../src/events/place.js';
import type { Host } from '../../src/host.js';
import { DIR, hostWith } from './profile-support.js';

const change = { event: 'profile', how: 'created', configDir: DIR, profile: 'work' } as const;

test('E84: a log that another process goes on writing while it is checked is not called broken', async () => {
  const host = hostWith({});
  await noteChange(host, change);
  let written = 0;
  const read: Host['files']['read'] = async (path, options) => {
    if (path === logPlace(DIR).head && written === 0) {
      written += 1;
      await noteChange(host, change);
    }
    return host.files.read(path, options);
  };
  const reader = { ...host, files: { ...host.files, read } };
  const { exitCode, value } = await log(reader, { action: 'verify' });
  expect([exitCode, written]).toEqual([0, 1]);
  expect(value).toMatchObject({ intact: true, events: 2 });
});

test('E85: one that was changed is called broken, also where no lock can be made', async () => {
  const host = hostWith({});
  await noteChange(host, change);
  await noteChange(host, change);
  const { current } = logPlace(DIR);
  const entry = host.disk.get(current) ?? expect.fail('there is no log');
  host.disk.set(current, { ...entry, text: entry.text.replace('created', 'deleted') });
  expect((await log(host, { action: 'verify' })).exitCode).toBe(7);
  const publish = async () => Promise.reject(new AntError('file', 'read-only'));
  const fixed = { ...host, locks: { ...host.locks, publish } };
  expect((await log(fixed, { action: 'verify' })).exitCode).toBe(7);
});
