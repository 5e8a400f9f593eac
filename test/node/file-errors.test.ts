import { describe, expect, test } from 'vitest';
import { fileError } from '../../src/node/file-errors.js';

describe('E63: a write that the system refuses is told with its cause and what to do', () => {
  test.each([
    ['EDQUOT', 'the disk quota is used up', /free some space/],
    ['ENOSPC', 'the disk is full', /free some space/],
    ['EROFS', 'the file system is read-only', /--config-dir/],
    ['EBUSY', 'another program is using it', /close the program/],
    ['EIO', 'the disk reported an input/output error', undefined],
  ])('%s: %s', async (code, cause, hint) => {
    const error = await fileError('write', '/c/x.json', Object.assign(new Error('x'), { code }));
    expect(error).toMatchObject({ code: 'file', message: `could not write /c/x.json: ${cause}` });
    if (hint === undefined) expect(error.hint).toBeUndefined();
    else expect(error.hint).toMatch(hint);
  });
});
