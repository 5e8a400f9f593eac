// Holds the doors between rooms. dependency-cruiser does the reading; this fails, too, when it read
// fewer files than there are (it is green over zero modules, as it is with a compiler it does not know)
// and when the table it works from is not the one src/README.md shows.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import rooms from './rooms.cjs';

const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';

const report = cruise(['src', 'test']);
const complaints = [
  ...report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ...unread(report.modules).map((file) => `not-read: ${file}`),
  ...differences(readTable('src/README.md'), rooms.ROOMS),
];
for (const line of complaints) console.error(line);
console.log(`doors: ${report.modules.length} modules read, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function cruise(directories) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...directories],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (stdout === '') throw new Error(`dependency-cruiser gave no answer\n${stderr}`);
  return JSON.parse(stdout);
}

function sourcesIn(directory) {
  return readdirSync(directory, { recursive: true })
    .map((name) => `${directory}/${name.replaceAll('\\', '/')}`)
    .filter((file) => /\.(ts|tsx)$/.test(file));
}

function unread(modules) {
  const read = new Set(modules.map(({ source }) => source));
  return [...sourcesIn('src'), ...sourcesIn('test')].filter((file) => !read.has(file));
}

/** The rows of the map as rooms.cjs spells them. */
function readTable(path) {
  const cells = /^\| `(?<room>[a-z]+)` \|[^|]*\| (?<doors>[^|]*) \|$/gm;
  const table = {};
  for (const { groups } of readFileSync(path, 'utf8').matchAll(cells)) {
    const [doors, owned = ''] = groups.doors.split('(owns ');
    table[groups.room] = {
      opens: doors.includes('all rooms above') ? Object.keys(table) : quoted(doors),
      how: /^types of/.test(doors) ? 'types' : (/small files/.exec(doors)?.[0] ?? 'freely'),
      owns: quoted(owned),
    };
  }
  return table;
}

/** The words between backticks: one name or several. */
function quoted(text) {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(([, names]) => names.split(' '));
}

function differences(shown, held) {
  return [...new Set([...Object.keys(shown), ...Object.keys(held)])]
    .filter((room) => !isDeepStrictEqual(sorted(shown[room]), sorted(held[room])))
    .map((room) => `map-differs: ${room}: src/README.md and .config/rooms.cjs disagree`);
}

function sorted(row) {
  return row && { ...row, opens: row.opens.toSorted(), owns: row.owns.toSorted() };
}
