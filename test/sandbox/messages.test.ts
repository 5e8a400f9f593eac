import { describe, expect, test } from 'vitest';
import { PRODUCTION, platform, read } from './platform.js';

const VERSION = { 'anthropic-version': '2023-06-01' };
const BOUND_KEY = 'sk-ant-api03-sandbox-production';

describe('POST /v1/messages', () => {
  const ask = (body: unknown) =>
    platform().post('/v1/messages', JSON.stringify(body), { ...VERSION, 'x-api-key': BOUND_KEY });
  const hello = {
    model: 'm',
    max_tokens: 16,
    messages: [{ role: 'user', content: 'hello there' }],
  };

  test('answers as the sandbox, with what was said', async () => {
    const answer = await ask(hello);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'anthropic-workspace-id': PRODUCTION },
    });
    expect(read(answer)).toEqual({
      id: expect.stringMatching(/^msg_/),
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [
        { type: 'text', text: 'This is the ant sandbox, not Claude. You said: hello there' },
      ],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 2, output_tokens: 11 },
    });
  });

  test('reads content that is a list of blocks', async () => {
    const content = [
      { type: 'text', text: 'in ' },
      { type: 'image' },
      { type: 'text', text: 'two' },
    ];
    const answer = await ask({ ...hello, messages: [{ role: 'user', content }] });
    expect(read(answer).content[0].text).toContain('You said: in two');
  });

  test('streams the same message as events', async () => {
    const { headers, body } = await ask({ ...hello, stream: true });
    expect(headers['content-type']).toBe('text/event-stream');
    const events = body
      .split('\n\n')
      .filter(Boolean)
      .map((event) => JSON.parse(event.split('\ndata: ')[1] ?? ''));
    expect(events.map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(events[2].delta.text).toContain('hello there');
  });

  test.each([
    ['no JSON', 'x', 'JSON'],
    ['no model', { ...hello, model: undefined }, 'model'],
    ['no max_tokens', { ...hello, max_tokens: undefined }, 'max_tokens'],
    ['no messages', { ...hello, messages: [] }, 'messages'],
  ])('refuses a request with %s', async (_what, body, message) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(read(answer).error).toMatchObject({
      type: 'invalid_request_error',
      message: expect.stringContaining(message),
    });
  });

  test('needs the version header', async () => {
    const answer = await platform().post('/v1/messages', JSON.stringify(hello), {
      'x-api-key': BOUND_KEY,
    });
    expect(read(answer).error.message).toBe('anthropic-version: header is required');
  });
});
