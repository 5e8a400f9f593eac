import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseWhatGitAdds } from '../../src/commands/federation/write/git.js';
import { runChild } from '../../src/node/child.js';
import { realFiles } from '../../src/node/files.js';
import { fakeHost } from '../support/host.js';
import { tempDir } from '../support/temp.js';

describe('what the real git says', () => {
  const git = (cwd: string, ...words: readonly string[]) =>
    execFileSync('git', ['-C', cwd, ...words], { env: { PATH: process.env.PATH } });

  it('of an ignored, a plain, a tracked and an outside path, whatever GIT_DIR says', async () => {
    const top = join(tempDir(), 'repository');
    mkdirSync(top);
    git(top, 'init', '--quiet');
    writeFileSync(join(top, '.gitignore'), 'secret*\n');
    writeFileSync(join(top, 'secret-tracked'), '');
    git(top, 'add', '--force', 'secret-tracked');
    const env = { PATH: process.env.PATH, GIT_DIR: '/nowhere' };
    const host = { ...fakeHost({ env, child: runChild }), files: realFiles({}) };
    await expect(refuseWhatGitAdds(host, join(top, 'secret'))).resolves.toBeUndefined();
    await expect(refuseWhatGitAdds(host, join(top, 'new/secret'))).resolves.toBeUndefined();
    await expect(refuseWhatGitAdds(host, join(top, 'plain'))).rejects.toThrow('would be added');
    await expect(refuseWhatGitAdds(host, join(top, 'secret-tracked'))).rejects.toThrow('added');
    const outside = tempDir();
    await expect(refuseWhatGitAdds(host, join(outside, 'x'))).resolves.toBeUndefined();
    symlinkSync(top, join(outside, 'link'));
    await expect(refuseWhatGitAdds(host, join(outside, 'link/plain'))).rejects.toThrow('added');
  });
});
