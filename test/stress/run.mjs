// `npm run stress`: the storms, with real processes against a real sandbox, and their numbers.
//
//   --rounds N      of each storm (20)          --kills N     SIGKILL rounds (300)
//   --processes N   at once (100)               --latency N   milliseconds of the platform (80)
//   --only NAME     one of them                 --json        the numbers as JSON, on one line each
import { parseArgs } from 'node:util';
import { killRounds } from './kills.mjs';
import { claudeStorm, exchangeStorm, mixedStorm, refreshStorm } from './storms.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: {
    rounds: text('20'),
    kills: text('300'),
    processes: text('100'),
    latency: text('80'),
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.rounds);
const processes = Number(values.processes);
const latency = Number(values.latency);
const half = Math.ceil(processes / 2);

const STORMS = {
  refresh: () => refreshStorm({ count, processes, latency }),
  exchange: () => exchangeStorm({ count, processes: half, latency }),
  mixed: () => mixedStorm({ count, processes: half, latency }),
  claude: () => claudeStorm({ count, processes: Math.ceil(processes / 10), latency }),
  kills: () => killRounds({ count: Number(values.kills), latency }),
};

for (const [name, storm] of Object.entries(STORMS)) {
  if (values.only !== undefined && values.only !== name) continue;
  const numbers = await storm();
  if (!numbers.ok) process.exitCode = 1;
  const shown = values.json ? JSON.stringify({ storm: name, ...numbers }) : lines(name, numbers);
  process.stdout.write(`${shown}\n`);
}

function lines(name, { ok, ...numbers }) {
  const rows = Object.entries(numbers)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${key.padEnd(32)}${value}`);
  return [`${name}: ${ok ? 'as it must be' : 'NOT AS IT MUST BE'}`, ...rows].join('\n');
}
