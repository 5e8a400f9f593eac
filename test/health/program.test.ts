import { describe, expect, test } from 'vitest';
import { fakeHost } from '../support/host.js';
import { examined, said } from './examined.js';

describe('versions', () => {
  test.each([
    ['18.20.4', /^broken: .*ant needs 20\.19 or newer/],
    ['20.18.3', /^broken: /],
    ['20.19.0', /^note: .*no more security fixes/],
    ['22.15.0', /^ok: ant 0\.0\.0-test on Node 22\.15\.0$/],
    ['25.1.0', /^note: /],
    ['31.0.0', /^ok: /],
  ])('Node %s', async (nodeVersion, line) => {
    const lines = await examined(fakeHost({ checkup: { nodeVersion } }));
    expect(said(lines, 'node-version')).toEqual([expect.stringMatching(line)]);
  });
});

describe('the word ant', () => {
  test.each([
    ['this program', [{ path: '/usr/bin/ant', ours: true }], /^ok: /],
    [
      'another one first',
      [
        { path: '/opt/ant', ours: false },
        { path: '/usr/bin/ant', ours: true },
      ],
      /^note: \/opt\/ant is first on PATH/,
    ],
    ['none', [], /^note: no program called ant/],
  ])('%s', async (_story, found, line) => {
    const lines = await examined(fakeHost({ checkup: { programs: async () => found } }));
    expect(said(lines, 'other-ant')).toEqual([expect.stringMatching(line)]);
  });
});

describe('E70: code of others in this program', () => {
  test.each([
    ['--require ./evil.cjs', /^warning: NODE_OPTIONS holds --require:/],
    ['-r ./evil.cjs', /^warning: NODE_OPTIONS holds -r:/],
    ['--import=data:text/javascript,evil', /^warning: NODE_OPTIONS holds --import:/],
    ['--experimental-loader=./l.mjs', /^warning: NODE_OPTIONS holds --experimental-loader:/],
    ['--inspect-brk=0.0.0.0:9229', /^warning: NODE_OPTIONS holds --inspect-brk:/],
    ['--max-old-space-size=4096', /^note: NODE_OPTIONS holds --max-old-space-size$/],
  ])('NODE_OPTIONS=%s', async (options, line) => {
    const lines = await examined(fakeHost({ env: { NODE_OPTIONS: options } }));
    expect(said(lines, 'injected-code')).toEqual([expect.stringMatching(line)]);
  });

  test.each(['LD_PRELOAD', 'DYLD_INSERT_LIBRARIES', 'NODE_PATH', 'LD_AUDIT'])(
    '%s',
    async (name) => {
      const lines = await examined(fakeHost({ env: { [name]: '/tmp/evil.so' } }));
      expect(said(lines, 'injected-code')).toEqual([
        expect.stringMatching(`^warning: ${name} is set`),
      ]);
    },
  );

  test('a debugger on the command line', async () => {
    const lines = await examined(fakeHost({ checkup: { nodeOptions: ['--inspect=9229'] } }));
    expect(said(lines, 'injected-code')).toEqual(['warning: node was started with --inspect']);
  });
});
