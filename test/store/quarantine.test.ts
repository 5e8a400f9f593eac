import { describe, expect, test } from 'vitest';
import { removeQuarantined } from '../../src/store/quarantine.js';
import { checkShelf, loadLogin, saveLogin } from '../../src/store/store.js';
import { fakeHost } from '../support/host.js';
import { both, PATH, shelfIn, tokens } from './shelves.js';

const CORRUPT = '{"access_token":"half a tok';

describe('E64: a credentials file that is no JSON', () => {
  test.each(['split', 'keychain', 'file'] as const)(
    '%s: makes room for a new login, is kept under another name, and that is said',
    async (backend) => {
      const host = fakeHost({ disk: { [PATH]: { mode: 0o644, text: CORRUPT } } });
      await checkShelf(host, shelfIn(backend));
      expect(host.disk.get(PATH)?.text).toBe(CORRUPT);
      const notes = await saveLogin(host, shelfIn(backend), both('ada'));
      expect(notes).toEqual([expect.stringContaining(`kept as ${PATH}.corrupt-1`)]);
      expect(notes.join()).not.toContain('half');
      expect(host.disk.get(`${PATH}.corrupt-1`)).toMatchObject({ mode: 0o600, text: CORRUPT });
      expect(await tokens(host, shelfIn(backend))).toEqual(['access-of-ada', 'refresh-of-ada']);
    },
  );

  test('never takes the name of one that is kept already', async () => {
    const disk = {
      [PATH]: 'third',
      [`${PATH}.corrupt-1`]: 'first',
      [`${PATH}.corrupt-9`]: 'second',
      [`${PATH}.corrupt-x`]: 'not ours',
      [`${PATH}2.corrupt-12`]: 'another profile’s',
    };
    const host = fakeHost({ disk });
    await saveLogin(host, shelfIn('file'), both('ada'));
    expect(host.disk.get(`${PATH}.corrupt-10`)?.text).toBe('third');
    expect(host.disk.get(`${PATH}.corrupt-1`)?.text).toBe('first');
    expect(host.disk.get(`${PATH}.corrupt-9`)?.text).toBe('second');
    expect(await removeQuarantined(host, PATH)).toHaveLength(3);
    expect([...host.disk.keys()].filter((path) => path.includes('corrupt'))).toEqual([
      `${PATH}.corrupt-x`,
      `${PATH}2.corrupt-12`,
    ]);
  });

  test('is named and left alone by whoever only reads', async () => {
    const host = fakeHost({ disk: { [PATH]: CORRUPT } });
    await expect(loadLogin(host, shelfIn('file'))).rejects.toMatchObject({
      code: 'file',
      message: `${PATH} is not a JSON object`,
      hint: expect.stringContaining('ant auth login'),
    });
    expect([...host.disk.keys()].filter((path) => path.startsWith(PATH))).toEqual([PATH]);
  });

  test('stays in place until its copy is whole', async () => {
    const host = fakeHost({
      disk: { [PATH]: CORRUPT },
      files: { write: async () => Promise.reject(new Error('the disk is full')) },
    });
    await expect(saveLogin(host, shelfIn('file'), both('ada'))).rejects.toThrow('full');
    expect(host.disk.get(PATH)?.text).toBe(CORRUPT);
  });

  test('an empty one holds nothing worth keeping', async () => {
    const host = fakeHost({ disk: { [PATH]: '\n' } });
    expect(await saveLogin(host, shelfIn('file'), both('ada'))).toEqual([]);
  });
});
