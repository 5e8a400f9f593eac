import { expect, test } from 'vitest';
import { readChoice, readFlagValue } from '../../src/grammar/values.js';

const wait = {
  name: 'timeout',
  kind: 'seconds',
  takes: 'DURATION',
  summary: 'how long',
  between: ['1s', '24h'],
} as const;
const { between: _, ...anyLength } = wait;

test.each([
  ['1', 1],
  ['90s', 90],
  ['24h', 86_400],
])('a duration within its range is whole seconds: %s', (text, seconds) => {
  expect(readFlagValue(wait, text)).toBe(seconds);
});

test.each(['0', '0s', '0h', '25h', '1441m', '-1', '1.5', '5 m', 'soon', ''])(
  'a duration outside of its range is refused with the flag and the range: %j',
  (text) => {
    const message = `--timeout takes a duration from 1s to 24h, not "${text}"`;
    expect(() => readFlagValue(wait, text)).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    );
  },
);

test.each([
  ['0', 0],
  ['999999h', 3_599_996_400],
])('where no range is known, none is made up: %s', (text, seconds) => {
  expect(readFlagValue(anyLength, text)).toBe(seconds);
  expect(() => readFlagValue(anyLength, 'soon')).toThrow(
    '--timeout takes a duration such as 90s, 5m or 2h, not "soon"',
  );
});

test.each(['', '  '])('an empty value is refused, and what to do is said: %j', (text) => {
  const flag = { name: 'chart', kind: 'text', takes: 'FILE', summary: 'the chart' } as const;
  expect(() => readFlagValue(flag, text)).toThrow(
    expect.objectContaining({
      message: '--chart is empty',
      hint: 'give it a value, or leave it out',
    }),
  );
});

test.each([
  ['github', 'did you mean github-actions?'],
  ['Circle-CI', 'did you mean circleci?'],
  ['azure', 'did you mean azure-imds or azure-pipelines?'],
  ['kubernetes-pod', 'did you mean kubernetes?'],
  ['my-circleci-job', 'did you mean circleci?'],
  ['x', undefined],
  ['', undefined],
])('a choice that resembles what was typed is named: %j', (text, hint) => {
  const choices = ['github-actions', 'circleci', 'azure-imds', 'azure-pipelines', 'kubernetes'];
  expect(() => readChoice('--source', choices, text)).toThrow(
    expect.objectContaining({ code: 'usage', hint }),
  );
});

test('the only choice there is stands alone', () => {
  expect(() => readChoice('action', ['verify'], 'sign')).toThrow('action takes verify, not "sign"');
});
