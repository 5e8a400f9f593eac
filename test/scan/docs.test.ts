import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../src/scan/finding.js';

test('docs/scan.md tells every rule with its level', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/scan.md'), 'utf8');
  for (const [id, { level }] of Object.entries(RULES)) {
    expect(page).toMatch(new RegExp(`^\\| \`${id}\` \\| ${level}\\b`, 'm'));
  }
});
