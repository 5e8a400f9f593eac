import type { HttpRequest } from '../host.js';
import { CALLBACK_PATH } from '../protocol/endpoints.js';
import { type Answer, readAnswer } from './answer.js';

/** A request that is not the one waited for, and the status it gets. The login goes on. */
export type Stray = { readonly kind: 'stray'; readonly status: 400 | 404 | 405 };

/** Is this request the answer we wait for? The listener has already checked its Host. */
export function readCallback(request: HttpRequest, state: string): Answer | Stray {
  if (!URL.canParse(request.url)) return { kind: 'stray', status: 400 };
  const url = new URL(request.url);
  if (url.pathname !== CALLBACK_PATH) return { kind: 'stray', status: 404 };
  if (request.method !== 'GET') return { kind: 'stray', status: 405 };
  const answer = readAnswer(url.searchParams, state);
  return answer.kind === 'no-answer' ? { kind: 'stray', status: 400 } : answer;
}
