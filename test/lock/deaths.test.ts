import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program } from '../support/program.js';
import { tempDir } from '../support/temp.js';

/** Adds one to a number in a file, again and again, and kills itself in the middle with a fair chance. */
const SOURCE = `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { withGenerationLock } from '../lock/generation-lock.js';
import { realHost } from './host.js';

const [directory = '', turns = '0'] = process.argv.slice(2);
const host = realHost({ version: 'test' });
const die = () => { if (Math.random() < 0.15) process.kill(process.pid, 'SIGKILL'); };
for (let turn = 0; turn < Number(turns); turn += 1) {
  const place = { directory: directory + '/lock', what: 'the lock', limitSeconds: 60 };
  await withGenerationLock(host, place, async () => {
    appendFileSync(directory + '/log', 'in ' + process.pid + '\\n');
    die();
    const count = Number(readFileSync(directory + '/count', 'utf8'));
    await host.sleep(1);
    writeFileSync(directory + '/count.' + process.pid, String(count + 1));
    appendFileSync(directory + '/log', 'out ' + process.pid + '\\n');
    (await import('node:fs')).renameSync(directory + '/count.' + process.pid, directory + '/count');
    die();
  });
}
process.exit(0);
`;

test('E37: 60 processes that kill each other’s turns short lose no turn and never overlap', async () => {
  const directory = tempDir();
  mkdirSync(join(directory, 'lock'));
  writeFileSync(join(directory, 'count'), '0');
  writeFileSync(join(directory, 'log'), '');
  const path = program(SOURCE);
  let deaths = 0;
  const one = () =>
    new Promise<void>((resolve) => {
      spawn(process.execPath, [path, directory, '8'], { stdio: 'inherit' }).on(
        'exit',
        (_code, signal) => {
          if (signal === 'SIGKILL') deaths += 1;
          resolve();
        },
      );
    });
  for (let wave = 0; wave < 5; wave += 1) await Promise.all(Array.from({ length: 12 }, one));
  const log = readFileSync(join(directory, 'log'), 'utf8').trim().split('\n');
  const completed = log.filter((line) => line.startsWith('out ')).length;
  expect(deaths).toBeGreaterThan(20);
  expect(Number(readFileSync(join(directory, 'count'), 'utf8'))).toBe(completed);
  // Whoever is inside is followed by itself, or by nobody because it died there.
  const overlaps = log.filter(
    (line, at) => line.startsWith('out ') && log[at - 1] !== line.replace('out', 'in'),
  );
  expect(overlaps).toEqual([]);
}, 60_000);
