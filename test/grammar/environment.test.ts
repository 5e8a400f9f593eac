import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT } from '../../src/grammar/environment.js';
import { COMMANDS } from '../../src/grammar/table.js';

/** What the system tells every program, and nobody sets for ant. */
const THE_SYSTEMS_OWN = [
  'USERPROFILE',
  'XDG_RUNTIME_DIR',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'WSL_DISTRO_NAME',
];

function variablesInSource(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const text = files
    .filter((file) => !file.startsWith('grammar'))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n');
  const read = text.matchAll(/\benv\.([A-Z][A-Z_]+)|'(ANTHROPIC_[A-Z_]+)'/g);
  return [...new Set([...read].map(([, member, name]) => member ?? name ?? ''))];
}

describe('ant help environment', () => {
  const documented = ENVIRONMENT.map(({ name }) => name);

  it('knows every variable that the code reads', () => {
    const unknown = variablesInSource().filter(
      (name) => ![...documented, ...THE_SYSTEMS_OWN].includes(name),
    );
    expect(unknown).toEqual([]);
  });

  it('knows every variable that stands in for a flag', () => {
    const named = COMMANDS.flatMap(({ flags }) =>
      flags.flatMap((flag) => ('env' in flag ? [flag.env] : [])),
    );
    expect(named.filter((name) => !documented.includes(name))).toEqual([]);
  });
});
