import { expect, test } from 'vitest';
import { fingerprint } from '../../src/scan/fingerprint.js';
import { closed, scanMachine } from '../scan/machine.js';
import { mint } from '../scan/mint.js';
import { requireSarif } from '../scan/sarif-shape.js';

test('E83: a name with control characters is shown without them, and is whole in JSON and in a URI', async () => {
  const { put, scan } = scanMachine();
  const name = 'a\n\u001b[31m é%.env';
  put(`project/${name}`, 'ANTHROPIC_PROFILE=a\n');
  expect((await scan('.')).out).toMatch(/^a\?\?\[31m é%\.env:1:1: /);
  expect(JSON.parse((await scan('.', '--json')).out).findings[0].path).toBe(name);
  const [result] = requireSarif(JSON.parse((await scan('.', '--format', 'sarif')).out));
  expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({
    uri: 'a%0A%1B%5B31m%20%C3%A9%25.env',
    uriBaseId: '%SRCROOT%',
  });
});

test('SARIF names files below the home by %HOME%, others by their place, and what was not read', async () => {
  const { home, put, scan } = scanMachine({ tree: closed(/secret$/) });
  put('.bashrc', 'export ANTHROPIC_PROFILE=a\n');
  put('project/secret', '');
  const elsewhere = scanMachine().put('.env', 'ANTHROPIC_PROFILE=a\n');
  const { out } = await scan('--format', 'sarif', '.', '../.bashrc', elsewhere);
  const log = JSON.parse(out);
  const places = requireSarif(log).map(
    ({ locations }) => locations[0]?.physicalLocation.artifactLocation,
  );
  expect(places).toContainEqual({ uri: '.bashrc', uriBaseId: '%HOME%' });
  expect(places).toContainEqual({ uri: `file://${elsewhere}` });
  expect(log.runs[0].invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ message: { text: 'could not be read: permission denied' } }],
  });
  expect(out).not.toContain(home);
});

test('--format sarif and --json together are SARIF', async () => {
  const { scan } = scanMachine();
  const { out } = await scan('--format', 'sarif', '--json', '.');
  expect(requireSarif(JSON.parse(out))).toEqual([]);
});

test('the same key has the same fingerprint for SARIF, wherever it stands; a setting has one of its place', async () => {
  const { put, scan } = scanMachine();
  const key = mint('api03');
  for (const name of ['a', 'b']) put(`project/${name}.env`, `\nANTHROPIC_API_KEY=${key}\n`);
  const { out } = await scan('--format', 'sarif', '.');
  const prints = requireSarif(JSON.parse(out)).map(
    ({ partialFingerprints }) => partialFingerprints,
  );
  expect(prints[1]).toEqual({ 'antKey/v1': fingerprint(key) });
  expect(prints[3]).toEqual(prints[1]);
  expect(prints[0]?.['antSetting/v1']).not.toBe(prints[2]?.['antSetting/v1']);
});
