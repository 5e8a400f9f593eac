import { expect, test } from 'vitest';
import { isAllAssignments, readAssignments } from '../../src/scan/readers/assignments.js';
import { readJson } from '../../src/scan/readers/json.js';
import { readMarkup } from '../../src/scan/readers/markup.js';
import { readYaml } from '../../src/scan/readers/yaml.js';
import type { Reader } from '../../src/scan/setting.js';

const API = 'ANTHROPIC_API_KEY';

function settings(read: Reader, text: string): readonly (readonly [string, string])[] {
  const found = read(text).settings;
  for (const { name, at } of found) expect(text.slice(at, at + name.length)).toBe(name);
  return found.map(({ name, value }) => [name, value]);
}

test.each([
  ['A=b\nANTHROPIC_API_KEY=abc\n', [[API, 'abc']]],
  ['export ANTHROPIC_API_KEY="abc" # old\n', [[API, 'abc']]],
  ['ANTHROPIC_API_KEY = "abc"\r\n', [[API, 'abc']]],
  ['ANTHROPIC_API_KEY=\n', [[API, '']]],
  ['ANTHROPIC_API_KEY=abc # old\n', [[API, 'abc']]],
  ['env = { ANTHROPIC_API_KEY = "abc" }\n', [[API, 'abc']]],
  ['anthropic_api_key = "abc"\n', [['anthropic_api_key', 'abc']]],
  ['#ANTHROPIC_API_KEY=abc\n', []],
  ['MY_ANTHROPIC_API_KEY=abc\n', []],
  ['ANTHROPIC_MODEL=claude\n', []],
])('assignments: %j', (text, found) => {
  expect(settings(readAssignments, text)).toEqual(found);
});

test('a file of nothing but assignments is an environment file', () => {
  expect(isAllAssignments('# c\n\nA=b\r\nexport C_D=e f\n')).toBe(true);
  expect(isAllAssignments('A=b\necho hi\n')).toBe(false);
  expect(isAllAssignments('# only a comment\n')).toBe(false);
});

test.each([
  ['{"env": {"ANTHROPIC_API_KEY": "abc"}}', [[API, 'abc']]],
  ['{// c\n"env": {"ANTHROPIC_API_KEY": "abc",},}', [[API, 'abc']]],
  ['{"apiKeyHelper": "~/key.sh"}', [['apiKeyHelper', '~/key.sh']]],
  ['{"environment": [{"name": "ANTHROPIC_API_KEY", "value": "abc"}]}', [[API, 'abc']]],
  ['{"runArgs": ["-e", "ANTHROPIC_API_KEY=abc"]}', [[API, 'abc']]],
  ['{"command": "export ANTHROPIC_API_KEY=abc && npm test"}', [[API, 'abc']]],
  ['{"remoteEnv": {"ANTHROPIC_API_KEY": null}}', []],
  ['{"properties": {"ANTHROPIC_API_KEY": {"type": "string"}}}', []],
  ['{"required": ["ANTHROPIC_API_KEY"]}', []],
])('JSON: %s', (text, found) => {
  expect(readJson(text).broken).toBeUndefined();
  expect(settings(readJson, text)).toEqual(found);
});

test.each([
  ['env:\n  ANTHROPIC_API_KEY: abc\n', [[API, 'abc']]],
  ['env: {ANTHROPIC_API_KEY: "abc"}\n', [[API, 'abc']]],
  [
    `with:\n  anthropic_api_key: \${{ secrets.X }}\n`,
    [['anthropic_api_key', '$' + '{{ secrets.X }}']],
  ],
  ['anthropic-api-key: abc\n', [['anthropic-api-key', 'abc']]],
  ['variables:\n  ANTHROPIC_API_KEY:\n    value: abc\n    description: x\n', [[API, 'abc']]],
  ['env:\n- name: ANTHROPIC_API_KEY\n  value: abc\n', [[API, 'abc']]],
  [
    'env:\n- name: ANTHROPIC_API_KEY\n  valueFrom:\n    secretKeyRef: {name: a, key: b}\n',
    [[API, '$']],
  ],
  ['environment:\n- ANTHROPIC_API_KEY=abc\n', [[API, 'abc']]],
  ['environment:\n- "ANTHROPIC_API_KEY=abc"\n', [[API, 'abc']]],
  ['a: 1\n---\nenv:\n  ANTHROPIC_API_KEY: abc\n', [[API, 'abc']]],
  ['run: |\n  # ANTHROPIC_API_KEY=no\n  export ANTHROPIC_API_KEY=abc\n', [[API, 'abc']]],
  ['key: &k abc\nenv:\n  ANTHROPIC_API_KEY: *k\n', [[API, '$']]],
  ['env:\n  ANTHROPIC_API_KEY: !vault |\n    3630\n', [[API, '$']]],
  ['env:\n  ANTHROPIC_API_KEY: ""\n', [[API, '']]],
  ['environment:\n- ANTHROPIC_API_KEY\n', []],
  ['environment:\n  ANTHROPIC_API_KEY:\n', []],
  ['secrets:\n  ANTHROPIC_API_KEY:\n    required: true\n', []],
  ['# ANTHROPIC_API_KEY: abc\na: b\n', []],
])('YAML: %j', (text, found) => {
  expect(readYaml(text).broken).toBeUndefined();
  expect(settings(readYaml, text)).toEqual(found);
});

test.each([
  ['<key>ANTHROPIC_API_KEY</key>\n<string>abc</string>', [[API, 'abc']]],
  ['<env name="ANTHROPIC_API_KEY" value="abc" />', [[API, 'abc']]],
  ['<!-- <env name="ANTHROPIC_API_KEY" value="abc" /> -->', []],
  ['<key>ANTHROPIC_API_KEY</key><true/>', []],
])('XML: %s', (text, found) => {
  expect(settings(readMarkup, text)).toEqual(found);
});

test.each([
  ['JSON', readJson, '{"env": {"ANTHROPIC_API_KEY": "abc", '],
  [
    'JSON nested deeper than the stack',
    readJson,
    `${'['.repeat(200_000)}\n"ANTHROPIC_API_KEY": "abc"`,
  ],
  ['YAML', readYaml, 'env:\n  ANTHROPIC_API_KEY: abc\n }{\n'],
  [
    'YAML nested deeper than the stack',
    readYaml,
    `${'['.repeat(50_000)}\nANTHROPIC_API_KEY: abc\n`,
  ],
])('broken %s is read as text, and said to be broken', (_, read, text) => {
  expect(read(text).broken).toBe(true);
  expect(settings(read, text)).toEqual([[API, 'abc']]);
});

test('aliases that multiply cost nothing', () => {
  const levels = Array.from(
    { length: 30 },
    (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
  );
  const text = `a0: &a0 x\n${levels.join('\n')}\nANTHROPIC_API_KEY: abc\n`;
  expect(settings(readYaml, text)).toEqual([[API, 'abc']]);
});
