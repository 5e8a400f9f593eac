import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import type { Answer } from './answer.js';
import type { Stray } from './callback.js';

/** What the browser gets to see. The code is not traded yet, so an approval promises nothing. */
export function callbackPage(seen: Answer | Stray): HttpResponse {
  if (seen.kind === 'code') {
    return page(
      200,
      'Approved',
      'Go back to the terminal, where the login ends. This tab can be closed.',
    );
  }
  if (seen.kind === 'refused') {
    const why = seen.description === undefined ? seen.error : `${seen.error}: ${seen.description}`;
    return page(400, 'Not signed in', `${why}. The terminal says what to do next.`);
  }
  return page(
    seen.status,
    STRAY[seen.status],
    'This is not the answer to the login that is waiting here.',
  );
}

const STRAY = { 400: 'Ignored', 404: 'Nothing here', 405: 'Not this way' } as const;

const STYLE =
  ':root{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}' +
  'main{max-width:34rem;margin:20vh auto;padding:0 1rem}h1{font-size:1.5rem}';

/** The policy allows this one style sheet, by its hash, and nothing else: no script, no frame, no request. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${Buffer.from(sha256(STYLE), 'base64url').toString('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function page(status: number, title: string, text: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(status === 405 && { allow: 'GET' }),
    },
    body:
      '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
      `<title>${title}</title><style>${STYLE}</style></head>` +
      `<body><main><h1>${title}</h1><p>${escapeHtml(text)}</p></main></body></html>\n`,
  };
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}
