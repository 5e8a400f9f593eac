import { expect, test } from 'vitest';
import { callbackPage } from '../../src/login/callback-page.js';
import { Secret } from '../../src/secret.js';

const APPROVED = callbackPage({ kind: 'code', code: new Secret('the-code') });
const REFUSED = callbackPage({
  kind: 'refused',
  error: '<script>alert(1)</script>',
  description: `"><img src=x onerror='alert(1)'>&`,
});
const STRAY = callbackPage({ kind: 'stray', status: 405 });

test('an approval is a 200 that sends the person back to the terminal, without the code', () => {
  expect(APPROVED.status).toBe(200);
  expect(APPROVED.body).toContain('Go back to the terminal');
  expect(APPROVED.body).not.toContain('the-code');
});

test('E05: HTML in a refusal is shown as text', () => {
  expect(REFUSED.status).toBe(400);
  expect(REFUSED.body).toContain(
    '&lt;script&gt;alert(1)&lt;/script&gt;: &quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;.',
  );
  expect(REFUSED.body).not.toContain('<script');
  expect(REFUSED.body).not.toContain('<img');
});

test.each([
  ['an approval', APPROVED],
  ['a refusal', REFUSED],
  ['a stray request', STRAY],
])(
  'E05, E09: the page for %s allows no script, frame, cache, referrer or other origin',
  (_, page) => {
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const names = Object.keys(page.headers).join(' ');
    expect(names).not.toContain('access-control');
  },
);

test('a stray request gets its own status, and is told which method there is', () => {
  expect(STRAY.status).toBe(405);
  expect(STRAY.headers.allow).toBe('GET');
  expect(callbackPage({ kind: 'stray', status: 404 }).status).toBe(404);
});
