import type { HttpResponse } from '../host.js';
import { isObject, type JsonObject, readJsonObject, readString } from '../json.js';
import { json, refuse } from './reply.js';

/** Answers a Messages request: well-formed, deterministic, and no model anywhere near. */
export function answerMessage(body: string, requestId: string): HttpResponse {
  const request = readJsonObject(body);
  if (request === undefined) throw refuse('invalid_request_error', 'the body must be JSON');
  const model = readString(request, 'model');
  if (model === undefined) throw refuse('invalid_request_error', 'model: field required');
  if (!Number.isInteger(request.max_tokens) || Number(request.max_tokens) < 1) {
    throw refuse('invalid_request_error', 'max_tokens: must be a whole number from 1 up');
  }
  const said = lastSaid(request);
  const text = `This is the ant sandbox, not Claude. You said: ${said}`;
  const message = {
    id: requestId.replace('req_', 'msg_'),
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: words(said), output_tokens: words(text) },
  };
  return request.stream === true ? streamed(message, text) : json(200, message);
}

const words = (text: string) => text.split(/\s+/).length;

/** The text of the last message; content may be text or a list of blocks. */
function lastSaid({ messages }: JsonObject): string {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (!isObject(last)) throw refuse('invalid_request_error', 'messages: at least one is required');
  const { content } = last;
  if (typeof content === 'string') return content;
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [];
  return blocks.map((block) => (isObject(block) ? (readString(block, 'text') ?? '') : '')).join('');
}

/** The same message as server-sent events, all at once. */
function streamed(message: JsonObject, text: string): HttpResponse {
  const { stop_reason, stop_sequence, usage } = message;
  const start = { ...message, content: [], stop_reason: null };
  const events: readonly JsonObject[] = [
    { type: 'message_start', message: start },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason, stop_sequence }, usage },
    { type: 'message_stop' },
  ];
  const lines = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: lines.join('') };
}
