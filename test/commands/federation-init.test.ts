import { describe, expect, it } from 'vitest';
import { readParts, setupOf } from '../../src/commands/federation/init/parts.js';
import { TEMPLATES } from '../../src/commands/federation/init/table.js';

describe('ant federation init with something missing', () => {
  it.each(Object.values(TEMPLATES))('shows an example of $id that is complete', (template) => {
    const caught = (() => {
      try {
        return setupOf(template, {});
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({ code: 'usage', message: expect.stringMatching(/ is missing$/) });
    const [, id, words = ''] =
      /^as in: ant federation init (\S+) (.*)$/.exec(`${(caught as { hint: string }).hint}`) ?? [];
    expect(id).toBe(template.id);
    const typed = Object.fromEntries(
      [...words.matchAll(/--(\S+) (\S+)/g)].map(([, name, value]) => [name, value]),
    );
    expect(typed).toEqual(template.example);
    expect(() => setupOf(template, readParts(template, typed))).not.toThrow();
  });

  it('an error with a way out of its own keeps it', () => {
    const parts = { repository: 'acme/api', branch: 'main', tag: 'v1' };
    expect(() => setupOf(TEMPLATES['github-actions'], parts)).toThrow(
      expect.objectContaining({ hint: 'make one rule for each' }),
    );
  });

  it('what cannot be one shows the example of that provider', () => {
    expect(() => readParts(TEMPLATES.okta, { subject: '"' })).toThrow(
      expect.objectContaining({ hint: 'as in: --subject 0oasandbox0client0id' }),
    );
  });
});
