// How fast is `ant scan`, and how much memory does it take? By hand, after a build:
//     node test/scan/big-tree.mjs [files]
// Makes a tree of 100,000 files with a key in every thousandth, scans it three times with the built program and
// fails when the fastest took 10 seconds, or when memory grew by 150 MiB over that of scanning one file. Linux only.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/ant.cjs', import.meta.url));
const FILES = Number(process.argv[2] ?? 100_000);
const SECONDS = 10;
const MEBIBYTES = 150;

const root = mkdtempSync(join(tmpdir(), 'ant-big-tree-'));
try {
  const one = join(root, 'one');
  const many = join(root, 'many');
  mkdirSync(one);
  writeFileSync(join(one, 'file'), 'ANTHROPIC_PROFILE=a\n');
  makeTree(many);
  const least = await measure(one);
  const runs = [];
  for (let run = 0; run < 3; run += 1) {
    runs.push(await measure(many));
    process.stdout.write(`${show(runs.at(-1))} (load ${loadavg()[0].toFixed(1)})\n`);
  }
  const fastest = Math.min(...runs.map(({ wall }) => wall));
  const growth = Math.max(...runs.map(({ memory }) => memory)) - least.memory;
  process.stdout.write(
    `${FILES} files: ${fastest.toFixed(2)} s, memory grew by ${growth.toFixed(0)} MiB\n`,
  );
  process.exitCode = fastest < SECONDS && growth < MEBIBYTES ? 0 : 1;
} finally {
  rmSync(root, { recursive: true });
}

/** Source files of 1 to 10 KiB, 100 to a directory. */
function makeTree(directory) {
  const line = 'export const model = process.env.MODEL ?? "claude";\n';
  for (let index = 0; index < FILES; index += 1) {
    const inside = join(directory, `${index % 50}`, `${Math.floor(index / 100)}`);
    if (index % 100 < 50) mkdirSync(inside, { recursive: true });
    const key = `sk-ant-api03-${`${index}aBcDeFgHiJkLmNoPqRsTuVwXyZ`.repeat(4)}`;
    const text = line.repeat(20 + ((index * 7) % 180)) + (index % 1000 === 0 ? `// ${key}\n` : '');
    writeFileSync(join(inside, `${index}.ts`), text);
  }
}

/** Wall and CPU seconds, the most memory in MiB, and the last line printed. */
function measure(directory) {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, 'scan', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: root },
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  let [memory, cpu] = [0, 0];
  const look = setInterval(() => {
    try {
      const [, peak] =
        /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      memory = Math.max(memory, Number(peak ?? 0) / 1024);
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      cpu = (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      // It has ended.
    }
  }, 20);
  return new Promise((resolve) => {
    child.on('close', () => {
      clearInterval(look);
      const wall = (performance.now() - started) / 1000;
      resolve({ wall, cpu, memory, last: out.trimEnd().split('\n').at(-1) });
    });
  });
}

function show({ wall, cpu, memory, last }) {
  return `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU, at most ${memory.toFixed(0)} MiB: ${last}`;
}
