import { sha256 } from '../digest.js';
import type { HttpResponse } from '../host.js';
import { Refusal } from './reply.js';

/** HTML that is safe to send: only `html` makes it. */
export type Markup = { readonly markup: string };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** Builds markup from a template; every text put into it is escaped, markup is not escaped twice. */
export function html(
  fixed: TemplateStringsArray,
  ...parts: readonly (string | Markup | readonly Markup[])[]
): Markup {
  const written = parts.map((part) => {
    if (typeof part === 'string') return escapeText(part);
    return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
  });
  return { markup: String.raw({ raw: fixed }, ...written) };
}

export const NOTHING: Markup = { markup: '' };

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 0 auto; padding: 1rem; }
header { border: 2px dashed; padding: .5rem 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; }
fieldset { border: 1px solid; padding: 1rem; }
label { display: block; margin-top: .5rem; }
select, button { font: inherit; padding: .5rem 1rem; max-width: 100%; }
button { margin: 1rem 1rem 0 0; }
code, output { overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
output { display: block; padding: 1rem; border: 1px solid; user-select: all; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
[role=alert] { border-left: 4px solid; padding-left: 1rem; }
`;

// The browser compares in plain base64 with padding.
const STYLE_HASH = `${sha256(STYLE).replaceAll('-', '+').replaceAll('_', '/')}=`;

type Page = {
  readonly status: number;
  readonly title: string;
  readonly main: Markup;
  /** Where a form on the page may lead. Chromium holds the redirect after a form to it as well. */
  readonly formTargets?: readonly string[];
};

/** A whole page: no script, no outside resource, not to be framed, cached or told on. */
export function page({ status, title, main, formTargets = [] }: Page): HttpResponse {
  const forms = formTargets.length === 0 ? "'none'" : formTargets.join(' ');
  const { markup } = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} (sandbox)</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header><strong>Sandbox: not the real Claude Platform.</strong> What you approve here works on this machine only.</header>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
    body: `<!doctype html>\n${markup}`,
  };
}

/** Turns a browser down with a page; it is never sent on to an address that was not checked. */
export function refusePage(status: 400 | 403, title: string, because: string): Refusal {
  const main = html`<p>${because}</p>
<p>Nothing was granted. You can close this page.</p>`;
  return new Refusal(because, () => page({ status, title, main }));
}
