import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT } from '../../src/grammar/environment.js';
import { COMMANDS } from '../../src/grammar/table.js';

/** What the system or its CI tells every program, and nobody sets for ant. */
const THE_SYSTEMS_OWN = [
  'HOME',
  'USERPROFILE',
  'XDG_RUNTIME_DIR',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'WSL_DISTRO_NAME',
  'SUDO_UID',
  'GITHUB_ACTIONS',
  'RUNNER_TEMP',
  'TF_BUILD',
];

function variablesRead(isAsked: (file: string) => boolean): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const text = files
    .filter((file) => isAsked(file))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n');
  const read = text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)|'(ANTHROPIC_[A-Z_]+)'/g);
  return [...new Set([...read].map(([, member, name]) => member ?? name ?? ''))];
}

/** Rooms that read what other programs and platforms set; what they read changes nothing else. */
const OF_OTHERS = /^(grammar|identity|clients)\//;

describe('ant help environment', () => {
  const documented = ENVIRONMENT.map(({ name }) => name);

  it('knows every variable that the code reads', () => {
    const unknown = variablesRead((file) => !OF_OTHERS.test(file)).filter(
      (name) => ![...documented, ...THE_SYSTEMS_OWN].includes(name),
    );
    expect(unknown).toEqual([]);
  });

  it('leaves what the sources of identity tokens read to their own pages, which name it all', () => {
    const pages = readdirSync('docs/sources').map((page) =>
      readFileSync(join('docs/sources', page), 'utf8'),
    );
    const known = [...pages, ...documented, ...THE_SYSTEMS_OWN].join('\n');
    const read = variablesRead((file) => file.startsWith('identity/'));
    expect(read.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('knows every variable that stands in for a flag', () => {
    const named = COMMANDS.flatMap(({ flags }) =>
      flags.flatMap((flag) => ('env' in flag ? [flag.env] : [])),
    );
    expect(named.filter((name) => !documented.includes(name))).toEqual([]);
  });
});
