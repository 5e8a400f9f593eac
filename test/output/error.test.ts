import { describe, expect, it } from 'vitest';
import { AntError } from '../../src/errors.js';
import { failureValue, renderFailure } from '../../src/output/error.js';
import { renderJson, renderJsonLine } from '../../src/output/json.js';

describe('an error on a terminal', () => {
  it('is what happened, what to do, and what to quote to the platform', () => {
    const error = new AntError('denied', 'the platform said no', {
      hint: 'try this\nor that',
      requestId: 'req_1',
    });
    expect(renderFailure(error)).toEqual([
      'ant: error: the platform said no',
      'ant: hint: try this',
      'ant: hint: or that',
      'ant: request id: req_1',
    ]);
  });

  it('E04: stays one harmless line even when its message was not made printable', () => {
    const error = new AntError('file', 'a\u001b]8;;http://x\u0007b\r\nc\u202e');
    expect(renderFailure(error)).toEqual(['ant: error: a?]8;;http://x?b??c?']);
  });
});

describe('an error as JSON', () => {
  it('has its code, and leaves out what there is not', () => {
    const plain = new AntError('file', 'oh');
    expect(renderJsonLine(failureValue(plain))).toBe('{"error":{"code":"file","message":"oh"}}');
  });

  it('names the hint and the request id in snake case', () => {
    const error = new AntError('denied', 'no', { hint: 'h', requestId: 'req_1' });
    expect(failureValue(error)).toEqual({
      error: { code: 'denied', message: 'no', hint: 'h', request_id: 'req_1' },
    });
  });
});

describe('an error of ant itself', () => {
  const token = 'sk-ant-oat01-canary_canary-canary';
  const failure = {
    code: 'unexpected' as const,
    message: `unexpected: bad header ${token}`,
    hint: undefined,
    requestId: undefined,
  };

  it.each([
    ['text', renderFailure(failure).join('\n')],
    ['JSON', renderJsonLine(failureValue(failure))],
  ])('shows no token, as %s', (_, shown) => {
    expect(shown).toContain('unexpected: bad header [access-token]');
    expect(shown).not.toContain('canary');
  });
});

describe('JSON on a terminal', () => {
  it('E83: reads back as the same value and holds nothing that a terminal obeys', () => {
    const value = { name: 'a\u001b[2J\u009b2J\u202eb\u200d\u2028é😀"\\' };
    const text = renderJson(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).not.toMatch(/[^\n\x20-\x7eé😀]/u);
  });

  it('is indented by two, and ends with a newline', () => {
    expect(renderJson({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });
});
