// Which file may import which: the table of src/README.md, made into rules. Run by .config/doors.mjs,
// and each rule is seen to fire in test/guards/.
const { FOUNDATION, SMALL_FILES, ROOMS } = require('./.config/rooms.cjs');

const foundation = `^src/(${FOUNDATION.join('|')})\\.ts$`;
const smallFiles = `^src/(${SMALL_FILES.join('|')})\\.ts$`;

const forbid = (name, from, to) => ({ name, severity: 'error', from, to });
const inside = (...names) => `^src/(${names.join('|')})/`;

/** The seams between rooms and edge. Everything else a file imports is in its room's row. */
const SEAMS = [
  { name: 'start', file: '^src/node/start\\.ts$', opens: [inside('node'), '^src/main\\.ts$'] },
  {
    name: 'start-exchange',
    file: '^src/node/start-exchange\\.ts$',
    opens: [
      inside('node'),
      '^src/perform\\.ts$',
      '^src/commands/federation/exchange\\.ts$',
      '^src/grammar/(federation-exchange|plain)\\.ts$',
    ],
  },
  {
    name: 'entry',
    file: '^src/hot/(entry|exchange)\\.ts$',
    opens: [inside('hot'), smallFiles, '^src/node/start(-exchange)?\\.ts$'],
  },
  {
    name: 'main',
    file: '^src/main\\.ts$',
    opens: ['^src/(parser|perform)\\.ts$', '^src/commands/runs\\.ts$', '^src/grammar/'],
  },
  {
    name: 'perform',
    file: '^src/perform\\.ts$',
    opens: ['^src/commands/command\\.ts$', inside('grammar', 'output')],
  },
  { name: 'parser', file: '^src/parser\\.ts$', opens: [inside('grammar')] },
  { name: 'foundation', file: foundation, opens: [] },
];

const rooms = Object.entries(ROOMS).map(([room, { opens }]) =>
  forbid(
    `${room}-opens-only-its-doors`,
    { path: inside(room), pathNot: SEAMS.map(({ file }) => file) },
    { path: '^src/', pathNot: [inside(room, ...opens), foundation] },
  ),
);

const seams = SEAMS.map(({ name, file, opens }) =>
  forbid(
    `${name}-opens-only-its-doors`,
    { path: file },
    { path: '^src/', pathNot: [...opens, foundation] },
  ),
);

/** A room that may open others only for their types, or only their small files (types cost nothing). */
const narrow = Object.entries(ROOMS).flatMap(([room, { opens, how }]) => {
  if (how === 'freely') return [];
  return forbid(
    `${room}-opens-only-${how.replace(' ', '-')}`,
    { path: inside(room), pathNot: SEAMS.map(({ file }) => file) },
    {
      path: inside(...opens),
      dependencyTypesNot: ['type-only'],
      ...(how === 'small files' && { pathNot: smallFiles }),
    },
  );
});

const OWNED_BY = [
  ...Object.entries(ROOMS).flatMap(([room, { owns }]) => owns.map((name) => [name, inside(room)])),
  ['commander', '^src/parser\\.ts$'],
];

const packages = [
  ...OWNED_BY.map(([name, owner]) =>
    forbid(
      `one-door-for-${name.replace(/^@.*\//, '')}`,
      { path: '^src/', pathNot: owner },
      { path: `node_modules/${name}/` },
    ),
  ),
  forbid(
    'every-package-has-a-room',
    { path: '^src/' },
    {
      path: 'node_modules/',
      pathNot: `node_modules/(${OWNED_BY.map(([name]) => name).join('|')})/`,
    },
  ),
];

const everywhere = [
  forbid('no-cycles', {}, { circular: true }),
  forbid('no-unresolvable', {}, { couldNotResolve: true }),
  // A program that tests start by its name (.mjs) has no importer.
  forbid('no-orphans', { orphan: true, path: '\\.tsx?$' }, {}),
  forbid('src-is-not-test', { path: '^(src|bin)/' }, { path: '^test/' }),
  forbid('host-is-only-types', {}, { path: '^src/host\\.ts$', dependencyTypesNot: ['type-only'] }),
  forbid(
    'core-only-in-node',
    { path: '^src/', pathNot: [inside('node', 'hot'), '^src/digest\\.ts$'] },
    { dependencyTypes: ['core'] },
  ),
];

module.exports = {
  forbidden: [...rooms, ...seams, ...narrow, ...packages, ...everywhere],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Without these names ink does not resolve, and a rule about ink never fires.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
    },
  },
};
