import { expect, it } from 'vitest';
import { screenFor } from '../../src/tui/screen.js';
import { fakeHost } from '../support/host.js';
import { fakeScreen } from './fake-screen.js';

const { screen } = fakeScreen();
const host = (env = {}, interactive = true) => fakeHost({ env, terminal: { interactive, screen } });

it('a person at a terminal gets the screen', () => {
  expect(screenFor(host(), {})).toBe(screen);
});

it.each([
  ['--screen-reader', host(), { 'screen-reader': true }],
  ['--no-input', host(), { 'no-input': true }],
  ['--no-color', host(), { 'no-color': true }],
  ['NO_COLOR', host({ NO_COLOR: '1' }), {}],
  ['an empty CI, in which ink would draw nothing', host({ CI: '' }), {}],
  ['CONTINUOUS_INTEGRATION', host({ CONTINUOUS_INTEGRATION: 'true' }), {}],
  ['a pipe, a CI job, a dumb terminal', host({}, false), {}],
] as const)('with %s every line is plain', (_, machine, input) => {
  expect(screenFor(machine, input)).toBeUndefined();
});
