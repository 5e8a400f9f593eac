import { expect, test } from 'vitest';
import { readCommandLines } from '../../src/scan/readers/command-lines.js';

const KEY = 'ANTHROPIC_API_KEY';

const values = (text: string) => readCommandLines(text).settings.map(({ value }) => value);

test.each([
  ['export ANTHROPIC_API_KEY=abc', 'abc'],
  ['ANTHROPIC_API_KEY=abc claude', 'abc'],
  ['  ANTHROPIC_API_KEY="a b"', 'a b'],
  ["alias c='ANTHROPIC_API_KEY=abc claude'", 'abc'],
  ['env ANTHROPIC_API_KEY=abc claude', 'abc'],
  ['docker run -e ANTHROPIC_API_KEY=abc image', 'abc'],
  ['docker run --env=ANTHROPIC_API_KEY=abc image', 'abc'],
  ['[ -f x ] && export ANTHROPIC_API_KEY=abc', 'abc'],
  ['export ANTHROPIC_API_KEY=', ''],
  ['export ANTHROPIC_API_KEY=""', ''],
  [
    'export ANTHROPIC_API_KEY="$(security find-generic-password -w)"',
    '$(security find-generic-password -w)',
  ],
  ['export ANTHROPIC_API_KEY=abc # a comment', 'abc'],
  ['export ANTHROPIC_API_KEY=abc\r\n', 'abc'],
  ["echo don't; export ANTHROPIC_API_KEY=abc", 'abc'],
  ['echo "ANTHROPIC_API_KEY=abc" >> $GITHUB_ENV', 'abc'],
  ['set -gx ANTHROPIC_API_KEY abc', 'abc'],
  ['set -g -x ANTHROPIC_API_KEY abc', 'abc'],
  ['set --export ANTHROPIC_API_KEY abc', 'abc'],
  ['set -gx ANTHROPIC_API_KEY', ''],
  ['SETUVAR --export ANTHROPIC_API_KEY:abc', 'abc'],
  ['setenv ANTHROPIC_API_KEY abc', 'abc'],
  ['launchctl setenv ANTHROPIC_API_KEY abc', 'abc'],
  ['$env:ANTHROPIC_API_KEY = "abc"', 'abc'],
  [`\${env:ANTHROPIC_API_KEY} = "abc"`, 'abc'],
  ["[Environment]::SetEnvironmentVariable('ANTHROPIC_API_KEY', 'abc', 'User')", 'abc'],
  ['setx ANTHROPIC_API_KEY abc', 'abc'],
  ['set ANTHROPIC_API_KEY=abc', 'abc'],
  ['ENV ANTHROPIC_API_KEY abc', 'abc'],
  ['ENV A=b ANTHROPIC_API_KEY=abc', 'abc'],
  ['ARG ANTHROPIC_API_KEY', '$ANTHROPIC_API_KEY'],
  ['ARG ANTHROPIC_API_KEY=abc', 'abc'],
  ['Environment="ANTHROPIC_API_KEY=abc"', 'abc'],
  ['Environment=ANTHROPIC_API_KEY=abc', 'abc'],
  ['ANTHROPIC_API_KEY OVERRIDE=abc', 'abc'],
])('%s sets it', (line, value) => {
  const { settings } = readCommandLines(`first\n${line}\nlast\n`);
  expect(settings.map(({ name, value: set }) => [name, set])).toEqual([[KEY, value]]);
  expect(settings[0]?.at).toBe(6 + line.indexOf(KEY));
});

test.each([
  ['unset ANTHROPIC_API_KEY'],
  ['export -n ANTHROPIC_API_KEY'],
  ['env -u ANTHROPIC_API_KEY claude'],
  ['# export ANTHROPIC_API_KEY=abc'],
  ['  # ANTHROPIC_API_KEY=abc'],
  ["ls # don't set ANTHROPIC_API_KEY=abc"],
  ['rem set ANTHROPIC_API_KEY=abc'],
  ['echo "$ANTHROPIC_API_KEY"'],
  ['[ "$ANTHROPIC_API_KEY" == abc ]'],
  ['echo "set ANTHROPIC_API_KEY=abc first"'],
  ['grep ANTHROPIC_API_KEY= .env'],
  ['MY_ANTHROPIC_API_KEY=abc'],
  ['ANTHROPIC_API_KEY_OLD=abc'],
  ['ANTHROPIC_API_KEY2=abc'],
  ['set -e ANTHROPIC_API_KEY'],
  ['set -ge ANTHROPIC_API_KEY'],
  ['set --erase ANTHROPIC_API_KEY'],
  ['set -q ANTHROPIC_API_KEY; and ls'],
  ['SETUVAR ANTHROPIC_API_KEY:abc'],
  ['unsetenv ANTHROPIC_API_KEY'],
  ['$env:ANTHROPIC_API_KEY = $null'],
  ['if ($env:ANTHROPIC_API_KEY == "a") {}'],
  ['Remove-Item Env:ANTHROPIC_API_KEY'],
  ['anthropic_api_key=abc'],
])('%s sets nothing', (line) => {
  expect(values(`${line}\n`)).toEqual([]);
});

test.each([
  ['export ANTHROPIC_API_KEY=abc', '#'],
  ['\tANTHROPIC_API_KEY="a b" # why', ': #'],
  ['set -gx ANTHROPIC_API_KEY abc', '#'],
  ['  $env:ANTHROPIC_API_KEY = "abc"', '#'],
  ['ENV ANTHROPIC_API_KEY=abc', '#'],
  ['Environment="ANTHROPIC_API_KEY=abc"', '#'],
  ['export ANTHROPIC_API_KEY="$(op read x)"', '#'],
])('%s is a line of its own, to be commented out with %s', (line, mark) => {
  expect(readCommandLines(line).settings[0]?.removal).toEqual({ by: 'line', mark });
});

test.each([
  ['ANTHROPIC_API_KEY=abc claude'],
  ['export A=b ANTHROPIC_API_KEY=abc'],
  ['[ -f x ] && export ANTHROPIC_API_KEY=abc'],
  ["alias c='ANTHROPIC_API_KEY=abc claude'"],
  ['export ANTHROPIC_API_KEY=abc; ls'],
  ['export ANTHROPIC_API_KEY=abc \\'],
  ['export ANTHROPIC_API_KEY="abc'],
  ['set ANTHROPIC_API_KEY=abc'],
  ['ENV A=b \\\n  ANTHROPIC_API_KEY=abc'],
])('%s is a part of something, and left to a person', (text) => {
  const [setting] = readCommandLines(text).settings;
  expect(setting?.name).toBe(KEY);
  expect(setting?.removal).toBeUndefined();
});

test('a line of a megabyte with thousands of names is read in no time to speak of', () => {
  const text = `${'x="'.repeat(1000)}${'ANTHROPIC_API_KEY=abc ;'.repeat(45_000)}`;
  expect(values(text).length).toBeGreaterThan(40_000);
});
